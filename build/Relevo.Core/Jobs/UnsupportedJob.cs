using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>A job of a kind that can be read but not run yet, such as <c>sweep</c>, <c>automl</c> or <c>spark</c>.</summary>
public sealed record UnsupportedJob : Job
{
    /// <summary>The kind as Azure ML names it.</summary>
    public required string Kind { get; init; }

    /// <summary>The whole job as it was written.</summary>
    public required YamlMapping Raw { get; init; }
}
