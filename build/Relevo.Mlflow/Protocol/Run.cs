namespace Relevo.Mlflow;

/// <summary>One execution: what it is, what it logged, what it read and wrote.</summary>
public sealed record Run
{
    /// <summary>Identity and state.</summary>
    public RunInfo Info { get => field ?? new(); init; }

    /// <summary>Latest metrics, params and tags.</summary>
    public RunData Data { get => field ?? new(); init; }

    /// <summary>What it read.</summary>
    public RunInputs Inputs { get => field ?? new(); init; }

    /// <summary>What it made.</summary>
    public RunOutputs Outputs { get => field ?? new(); init; }

    /// <summary>The identity of the run.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id => Info.RunId;

    /// <summary>The latest value of a metric.</summary>
    /// <param name="key">The name of the metric.</param>
    /// <returns>The value, or null where it was never logged.</returns>
    public double? MetricOf(string key) => Data.Metrics.FirstOrDefault(m => m.Key == key)?.Value;

    /// <summary>The value of a param.</summary>
    /// <param name="key">The name of the param.</param>
    /// <returns>The value, or null where it was never logged.</returns>
    public string? ParamOf(string key) => Data.Params.FirstOrDefault(p => p.Key == key)?.Value;

    /// <summary>The value of a tag.</summary>
    /// <param name="key">The key of the tag.</param>
    /// <returns>The value, or null where it is not set.</returns>
    public string? TagOf(string key) => Data.Tags.FirstOrDefault(t => t.Key == key)?.Value;
}
