namespace Relevo.Core.Stages;

/// <summary>How to train.</summary>
public sealed record TrainOptions
{
    /// <summary>Values of the job's YAML to replace, by path, such as <c>inputs.learning_rate</c>: what <c>az ml job create --set</c> takes.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs every step, also those whose inputs are unchanged.</summary>
    public bool Force { get; init; }
}
