using Relevo.Core.Assets;
using Relevo.Core.Expressions;
using Relevo.Core.Jobs;
using Relevo.Core.Yaml;

namespace Relevo.Local.Jobs;

/// <summary>One step that can run, whether it was a command job or a step of a pipeline.</summary>
internal sealed record StepDefinition
{
    public required string Name { get; init; }

    public required SourceLocation Location { get; init; }

    public required Template Command { get; init; }

    public required AssetPath? Code { get; init; }

    /// <summary>Absolute paths that are copied beside the code.</summary>
    public IReadOnlyList<string> AdditionalIncludes { get; init; } = [];

    public required EnvironmentReference? Environment { get; init; }

    public required IReadOnlyDictionary<string, Template> Variables { get; init; }

    public required IReadOnlyDictionary<string, JobInput> Inputs { get; init; }

    public required IReadOnlyDictionary<string, JobOutput> Outputs { get; init; }

    public required string? Compute { get; init; }

    public required TimeSpan? Timeout { get; init; }

    public bool IsDeterministic { get; init; } = true;

    /// <summary>Runs at the end however the other steps ended (<c>settings.on_finalize</c>).</summary>
    public bool IsFinal { get; init; }

    /// <summary>Names of the steps that it waits for, in the order of the file.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
