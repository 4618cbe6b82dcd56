namespace Relevo.Mlflow;

/// <summary>A model that a script logged, registered or not: MLflow 3's <c>models:/m-…</c>.</summary>
public sealed record LoggedModel
{
    /// <summary>Identity and state.</summary>
    public LoggedModelInfo Info { get => field ?? new(); init; }

    /// <summary>Params and metrics.</summary>
    public LoggedModelData Data { get => field ?? new(); init; }
}
