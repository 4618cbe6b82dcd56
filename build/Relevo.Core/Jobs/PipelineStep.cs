using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>One step of a pipeline: a <see cref="CommandStep"/> or an <see cref="UnsupportedStep"/>.</summary>
public abstract record PipelineStep
{
    /// <summary>The key under <c>jobs</c>, by which bindings name the step.</summary>
    public required string Key { get; init; }

    /// <summary>Where the step begins.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Title for people, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Free text for people, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The compute as written, or null for the pipeline's.</summary>
    public string? Compute { get; init; }

    /// <summary>The inputs that the step itself states, in file order.</summary>
    public IReadOnlyDictionary<string, JobInput> Inputs { get; init; } = Ordered.Empty<JobInput>();

    /// <summary>The outputs that the step itself states, in file order.</summary>
    public IReadOnlyDictionary<string, JobOutput> Outputs { get; init; } = Ordered.Empty<JobOutput>();
}
