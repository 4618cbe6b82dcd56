namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A run and what stands around it.</summary>
internal sealed record RunDetails
{
    public const int MostChildren = 200;

    public required Run Run { get; init; }

    public required string ExperimentName { get; init; }

    public required string? ParentId { get; init; }

    /// <summary>The name of the parent; null where that is not in this store.</summary>
    public required string? ParentName { get; init; }

    /// <summary>The newest children, one more than are shown where there are more.</summary>
    public required IReadOnlyList<RunInfo> Children { get; init; }

    public required IReadOnlyList<ModelVersionName> Versions { get; init; }

    public required IReadOnlyList<MadeModel> Models { get; init; }
}
