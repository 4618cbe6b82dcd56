using System.Text.Json.Serialization;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Records;

/// <summary>What <c>Train</c> did.</summary>
public sealed record TrainRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "train";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>The job's file, relative to the project.</summary>
    public required string JobFile { get; init; }

    /// <summary>SHA-256 of the job's file.</summary>
    public required string JobDigest { get; init; }

    /// <summary>The values that <c>--set</c> replaced, by path.</summary>
    public required IReadOnlyDictionary<string, string> Overrides { get; init; }

    /// <summary>The job's literal inputs, such as hyperparameters, by name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>How the job ended, step by step.</summary>
    public required JobResult Job { get; init; }

    /// <summary>What each step depends on.</summary>
    public required IReadOnlyList<JobStep> Graph { get; init; }

    /// <summary>A page about the run; null where the workspace has none.</summary>
    public string? RunUrl { get; init; }

    /// <summary>The last value of each logged metric, by step and metric.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Metrics { get; init; }

    /// <summary>Metrics that were logged more than once, for plotting, by step and metric.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>>> Histories { get; init; }
        = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>>>();

    /// <summary>The challenger; null where the job did not complete or the project registers no model.</summary>
    public ModelVersionReference? Model { get; init; }
}
