// The requests and answers of service.proto about logged models; see ExperimentMessages.cs for why they stand together.
namespace Relevo.Mlflow.Protocol;

#pragma warning disable CS1591 // The names are MLflow's wire names; their meaning is documented on the entities.

public sealed record CreateLoggedModel(
    string? ExperimentId, string? Name = null, string? ModelType = null, string? SourceRunId = null,
    IReadOnlyList<Param>? Params = null, IReadOnlyList<Tag>? Tags = null);

public sealed record LoggedModelResponse(LoggedModel Model);

public sealed record FinalizeLoggedModel(LoggedModelStatus? Status, string? ModelId = null);

public sealed record SetLoggedModelTags(IReadOnlyList<Tag>? Tags, string? ModelId = null);

public sealed record LogLoggedModelParams(IReadOnlyList<Param>? Params, string? ModelId = null);

public sealed record SearchLoggedModels(
    IReadOnlyList<string>? ExperimentIds, string? Filter = null, IReadOnlyList<LoggedModelDataset>? Datasets = null, int? MaxResults = null,
    IReadOnlyList<LoggedModelOrder>? OrderBy = null, string? PageToken = null);

public sealed record LoggedModelDataset(string? DatasetName, string? DatasetDigest = null);

public sealed record LoggedModelOrder(string? FieldName, bool? Ascending = null, string? DatasetName = null, string? DatasetDigest = null);

public sealed record SearchLoggedModelsResponse
{
    public IReadOnlyList<LoggedModel> Models { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}
