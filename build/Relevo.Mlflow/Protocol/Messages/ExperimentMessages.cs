// The requests and answers of service.proto about experiments. They stand together, unlike other types here, because each is
// a list of wire fields; a missing field is null, and the server says which required one is missing.
namespace Relevo.Mlflow.Protocol;

#pragma warning disable CS1591 // The names are MLflow's wire names; their meaning is documented on the entities.

public sealed record CreateExperiment(string? Name, string? ArtifactLocation = null, IReadOnlyList<Tag>? Tags = null);

public sealed record CreateExperimentResponse(string ExperimentId);

public sealed record ExperimentResponse(Experiment Experiment);

public sealed record SearchExperiments(
    long? MaxResults = null, string? PageToken = null, string? Filter = null, IReadOnlyList<string>? OrderBy = null, ViewType? ViewType = null);

public sealed record SearchExperimentsResponse
{
    public IReadOnlyList<Experiment> Experiments { get => field ?? []; init; }

    public string? NextPageToken { get; init; }
}

public sealed record ExperimentRef(string? ExperimentId);

public sealed record UpdateExperiment(string? ExperimentId, string? NewName);

public sealed record SetExperimentTag(string? ExperimentId, string? Key, string? Value);

public sealed record DeleteExperimentTag(string? ExperimentId, string? Key);

/// <summary>The answer <c>{}</c>.</summary>
public sealed record Empty;
