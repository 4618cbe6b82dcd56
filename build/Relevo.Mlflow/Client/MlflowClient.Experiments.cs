using System.Runtime.CompilerServices;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

public sealed partial class MlflowClient
{
    /// <summary>Makes an experiment.</summary>
    /// <param name="name">The name.</param>
    /// <param name="artifactLocation">Where its artifacts go; null for the server's default.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="MlflowException">The name is taken (<c>RESOURCE_ALREADY_EXISTS</c>), also by a deleted experiment.</exception>
    public async Task<string> CreateExperimentAsync(
        string name, string? artifactLocation, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken) =>
        (await PostAsync<CreateExperiment, CreateExperimentResponse>(
            "experiments/create", new(name, artifactLocation, tags), cancellationToken, isIdempotent: false).ConfigureAwait(false)).ExperimentId;

    /// <summary>The experiment of a name, made where absent; safe with many callers at once.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The identity.</returns>
    public async Task<string> GetOrCreateExperimentAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindExperimentAsync(name, cancellationToken).ConfigureAwait(false) is { } found)
            return found.ExperimentId;
        try
        {
            return await CreateExperimentAsync(name, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException e) when (e.ErrorCode == ErrorCodes.ResourceAlreadyExists)
        {
            var other = await FindExperimentAsync(name, cancellationToken).ConfigureAwait(false);
            return other?.ExperimentId ?? throw new MlflowException(e.ErrorCode, e.Message, e.StatusCode, e);
        }
    }

    /// <summary>The experiment of an identity.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The experiment, deleted ones included.</returns>
    public async Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken) =>
        (await GetAsync<ExperimentResponse>("experiments/get", cancellationToken, Q("experiment_id", experimentId)).ConfigureAwait(false)).Experiment;

    /// <summary>The experiment of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The experiment, deleted ones included, or null.</returns>
    public async Task<Experiment?> FindExperimentAsync(string name, CancellationToken cancellationToken) =>
        (await OrNullAsync(
            GetAsync<ExperimentResponse>("experiments/get-by-name", cancellationToken, Q("experiment_name", name)),
            ErrorCodes.ResourceDoesNotExist).ConfigureAwait(false))?.Experiment;

    /// <summary>Searches experiments, page by page as they are read.</summary>
    /// <param name="filter">A filter such as <c>name LIKE 'taxi%' AND tags.team = 'fares'</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>creation_time DESC</c>; null for the server's order.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The experiments found.</returns>
    public async IAsyncEnumerable<Experiment> SearchExperimentsAsync(
        string? filter, IReadOnlyList<string>? orderBy, ViewType view, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? token = null; ;)
        {
            var page = await PostAsync<SearchExperiments, SearchExperimentsResponse>(
                "experiments/search", new(1000, token, filter, orderBy, view), cancellationToken).ConfigureAwait(false);
            foreach (var experiment in page.Experiments)
                yield return experiment;
            if (string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token)
                yield break;
            token = page.NextPageToken;
        }
    }

    /// <summary>Gives an experiment another name.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="newName">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken) =>
        PostAsync("experiments/update", new UpdateExperiment(experimentId, newName), cancellationToken);

    /// <summary>Marks an experiment and its runs as deleted.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken) =>
        PostAsync("experiments/delete", new ExperimentRef(experimentId), cancellationToken);

    /// <summary>Takes a deletion back.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken) =>
        PostAsync("experiments/restore", new ExperimentRef(experimentId), cancellationToken);

    /// <summary>Sets a tag of an experiment.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task SetExperimentTagAsync(string experimentId, string key, string value, CancellationToken cancellationToken) =>
        PostAsync("experiments/set-experiment-tag", new SetExperimentTag(experimentId, key, value), cancellationToken);
}
