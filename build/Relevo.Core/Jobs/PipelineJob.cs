using Relevo.Core.Assets;

namespace Relevo.Core.Jobs;

/// <summary>Steps that hand data to one another (<c>pipelineJob.schema.json</c>).</summary>
public sealed record PipelineJob : Job
{
    /// <summary>Settings that every step shares.</summary>
    public PipelineSettings Settings { get; init; } = new();

    /// <summary>The steps by key, in file order. Order of execution is <c>PipelineGraph.Build</c>'s.</summary>
    public IReadOnlyDictionary<string, PipelineStep> Jobs { get; init; } = Ordered.Empty<PipelineStep>();
}
