namespace Relevo.Mlflow;

/// <summary>A data set that a run read.</summary>
public sealed record DatasetInput
{
    /// <summary>The tag whose value says what the data was for: <c>training</c>, <c>evaluation</c>.</summary>
    public const string ContextTag = "mlflow.data.context";

    /// <summary>Tags of this use of the data set.</summary>
    public IReadOnlyList<Tag> Tags { get => field ?? []; init; }

    /// <summary>The data set.</summary>
    public Dataset? Dataset { get; init; }
}
