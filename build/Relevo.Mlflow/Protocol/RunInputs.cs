namespace Relevo.Mlflow;

/// <summary>What a run read.</summary>
public sealed record RunInputs
{
    /// <summary>The data sets, each with tags such as <c>mlflow.data.context</c>.</summary>
    public IReadOnlyList<DatasetInput> DatasetInputs { get => field ?? []; init; }

    /// <summary>The logged models.</summary>
    public IReadOnlyList<ModelInput> ModelInputs { get => field ?? []; init; }
}
