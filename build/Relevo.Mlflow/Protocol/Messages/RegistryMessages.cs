// The requests and answers of model_registry.proto; see ExperimentMessages.cs for why they stand together.
namespace Relevo.Mlflow.Protocol;

#pragma warning disable CS1591 // The names are MLflow's wire names; their meaning is documented on the entities.

public sealed record CreateRegisteredModel(string? Name, IReadOnlyList<Tag>? Tags = null, string? Description = null);

public sealed record RegisteredModelResponse(RegisteredModel RegisteredModel);

public sealed record RenameRegisteredModel(string? Name, string? NewName);

public sealed record UpdateRegisteredModel(string? Name, string? Description);

public sealed record RegisteredModelRef(string? Name);

public sealed record SearchRegisteredModelsResponse
{
    public IReadOnlyList<RegisteredModel> RegisteredModels { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}

public sealed record GetLatestVersions(string? Name, IReadOnlyList<string>? Stages = null);

public sealed record ModelVersionsResponse
{
    public IReadOnlyList<ModelVersion> ModelVersions { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}

public sealed record CreateModelVersion(
    string? Name, string? Source, string? RunId = null, IReadOnlyList<Tag>? Tags = null, string? RunLink = null,
    string? Description = null, string? ModelId = null);

public sealed record ModelVersionResponse(ModelVersion ModelVersion);

public sealed record UpdateModelVersion(string? Name, string? Version, string? Description);

public sealed record TransitionStage(string? Name, string? Version, string? Stage, bool? ArchiveExistingVersions);

public sealed record ModelVersionRef(string? Name, string? Version);

public sealed record DownloadUriResponse(string ArtifactUri);

public sealed record SetRegisteredModelTag(string? Name, string? Key, string? Value);

public sealed record DeleteRegisteredModelTag(string? Name, string? Key);

public sealed record SetModelVersionTag(string? Name, string? Version, string? Key, string? Value);

public sealed record DeleteModelVersionTag(string? Name, string? Version, string? Key);

public sealed record SetAlias(string? Name, string? Alias, string? Version);

public sealed record DeleteAlias(string? Name, string? Alias);
