using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>A step of a kind that can be read but not run yet, such as <c>sweep</c>, <c>parallel</c> or a nested <c>pipeline</c>.</summary>
public sealed record UnsupportedStep : PipelineStep
{
    /// <summary>The kind as Azure ML names it.</summary>
    public required string Kind { get; init; }

    /// <summary>The whole step as it was written.</summary>
    public required YamlMapping Raw { get; init; }
}
