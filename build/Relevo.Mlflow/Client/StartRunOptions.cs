namespace Relevo.Mlflow;

/// <summary>What else a new run is given.</summary>
public sealed record StartRunOptions
{
    /// <summary>The experiment by name, made where absent; null for the one of the environment, else experiment 0.</summary>
    public string? Experiment { get; init; }

    /// <summary>The run that this one is a part of.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Text for people, in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to begin with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
