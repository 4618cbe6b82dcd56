namespace Relevo.Core.Workspaces;

/// <summary>An output of a job that becomes a model version.</summary>
public sealed record ModelRegistration
{
    /// <summary>The registered model's name; created where it is new.</summary>
    public required string Model { get; init; }

    /// <summary>The output with the model's files.</summary>
    public required OutputLocation Output { get; init; }

    /// <summary>The run that produced it.</summary>
    public required string RunId { get; init; }

    /// <summary>Tags of the version.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
