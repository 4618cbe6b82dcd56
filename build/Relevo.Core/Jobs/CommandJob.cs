using Relevo.Core.Assets;

namespace Relevo.Core.Jobs;

/// <summary>One command on one compute (<c>commandJob.schema.json</c>).</summary>
public sealed record CommandJob : Job
{
    /// <summary>The command with its <c>${{...}}</c> expressions unresolved.</summary>
    public required string Command { get; init; }

    /// <summary>The folder that the command starts in, or null for none.</summary>
    public AssetPath? Code { get; init; }

    /// <summary>What the command runs in.</summary>
    public EnvironmentReference? Environment { get; init; }

    /// <summary>Environment variables, in file order; values may hold expressions.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = Ordered.Empty<string>();

    /// <summary>How the command is spread over processes, or null for one process.</summary>
    public JobDistribution? Distribution { get; init; }

    /// <summary>What it asks of the compute, or null.</summary>
    public JobResources? Resources { get; init; }

    /// <summary>How long it may take.</summary>
    public JobLimits Limits { get; init; } = JobLimits.None;
}
