// The requests and answers of service.proto about runs; see ExperimentMessages.cs for why they stand together.
namespace Relevo.Mlflow.Protocol;

#pragma warning disable CS1591 // The names are MLflow's wire names; their meaning is documented on the entities.

public sealed record CreateRun(
    string? ExperimentId, string? UserId = null, string? RunName = null, long? StartTime = null, IReadOnlyList<Tag>? Tags = null);

public sealed record RunResponse(Run Run);

public sealed record UpdateRun(string? RunId, RunStatus? Status = null, long? EndTime = null, string? RunName = null, string? RunUuid = null);

public sealed record UpdateRunResponse(RunInfo RunInfo);

public sealed record RunRef(string? RunId);

public sealed record LogMetric(
    string? RunId, string? Key, double? Value, long? Timestamp, long? Step = null, string? RunUuid = null,
    string? ModelId = null, string? DatasetName = null, string? DatasetDigest = null);

public sealed record LogParam(string? RunId, string? Key, string? Value, string? RunUuid = null);

public sealed record SetTag(string? RunId, string? Key, string? Value, string? RunUuid = null);

public sealed record DeleteTag(string? RunId, string? Key);

public sealed record LogBatch(
    string? RunId, IReadOnlyList<Metric>? Metrics = null, IReadOnlyList<Param>? Params = null, IReadOnlyList<Tag>? Tags = null);

public sealed record LogInputs(string? RunId, IReadOnlyList<DatasetInput>? Datasets = null, IReadOnlyList<ModelInput>? Models = null);

public sealed record SearchRuns(
    IReadOnlyList<string>? ExperimentIds, string? Filter = null, ViewType? RunViewType = null, int? MaxResults = null,
    IReadOnlyList<string>? OrderBy = null, string? PageToken = null);

public sealed record SearchRunsResponse
{
    public IReadOnlyList<Run> Runs { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}

public sealed record MetricHistoryResponse
{
    public IReadOnlyList<Metric> Metrics { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}

public sealed record ListArtifactsResponse
{
    public string? RootUri { get; init; }

    public IReadOnlyList<ArtifactFile> Files { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}

public sealed record LogModel(string? RunId, string? ModelJson);

public sealed record LogOutputs(string? RunId, IReadOnlyList<ModelOutput>? Models);

public sealed record SearchDatasets(IReadOnlyList<string>? ExperimentIds);

public sealed record SearchDatasetsResponse
{
    public IReadOnlyList<DatasetSummary> DatasetSummaries { get => field ?? []; init; }
}

public sealed record MetricsResponse
{
    public IReadOnlyList<Metric> Metrics { get => field ?? []; init; }
}

public sealed record CreateMultipartUpload(string? Path, int? NumParts);

public sealed record CreateMultipartUploadResponse
{
    public string UploadId { get; init; } = "";

    public IReadOnlyList<UploadCredential> Credentials { get => field ?? []; init; }
}

public sealed record UploadCredential(string Url, int PartNumber);

public sealed record EndMultipartUpload(string? Path, string? UploadId, IReadOnlyList<UploadedPart>? Parts = null);

public sealed record UploadedPart(int PartNumber, string? Etag = null, string? Url = null);
