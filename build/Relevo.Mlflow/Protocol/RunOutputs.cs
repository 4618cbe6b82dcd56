namespace Relevo.Mlflow;

/// <summary>What a run made.</summary>
public sealed record RunOutputs
{
    /// <summary>The logged models, by step.</summary>
    public IReadOnlyList<ModelOutput> ModelOutputs { get => field ?? []; init; }
}
