using System.Runtime.CompilerServices;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

public sealed partial class MlflowClient
{
    private const string Models = "registered-models/";
    private const string Versions = "model-versions/";

    /// <summary>Makes a registered model without versions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException">The name is taken (<c>RESOURCE_ALREADY_EXISTS</c>).</exception>
    public async Task<RegisteredModel> CreateRegisteredModelAsync(
        string name, string? description, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken) =>
        (await PostAsync<CreateRegisteredModel, RegisteredModelResponse>(
            Models + "create", new(name, tags, description), cancellationToken, isIdempotent: false).ConfigureAwait(false)).RegisteredModel;

    /// <summary>A registered model.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model, or null.</returns>
    public async Task<RegisteredModel?> FindRegisteredModelAsync(string name, CancellationToken cancellationToken) =>
        (await OrNullAsync(
            GetAsync<RegisteredModelResponse>(Models + "get", cancellationToken, Q("name", name)),
            ErrorCodes.ResourceDoesNotExist).ConfigureAwait(false))?.RegisteredModel;

    /// <summary>Searches registered models, page by page as they are read.</summary>
    /// <param name="filter">A filter such as <c>name LIKE 'taxi%'</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>last_updated_timestamp DESC</c>; null for the name.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The models found.</returns>
    public async IAsyncEnumerable<RegisteredModel> SearchRegisteredModelsAsync(
        string? filter, IReadOnlyList<string>? orderBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? token = null; ;)
        {
            var page = await GetAsync<SearchRegisteredModelsResponse>(Models + "search", cancellationToken,
                [Q("filter", filter), Q("max_results", "1000"), Q("page_token", token), .. Each("order_by", orderBy ?? [])]).ConfigureAwait(false);
            foreach (var model in page.RegisteredModels)
                yield return model;
            if (string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token)
                yield break;
            token = page.NextPageToken;
        }
    }

    /// <summary>Removes a registered model with all its versions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken) =>
        DeleteAsync(Models + "delete", new RegisteredModelRef(name), cancellationToken);

    /// <summary>Sets a tag of a registered model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task SetRegisteredModelTagAsync(string name, string key, string value, CancellationToken cancellationToken) =>
        PostAsync(Models + "set-tag", new SetRegisteredModelTag(name, key, value), cancellationToken);

    /// <summary>Makes the next version of a registered model that exists.</summary>
    /// <param name="name">The model.</param>
    /// <param name="source">Where the files are: <c>runs:/…</c> is not resolved here, see <see cref="RegisterModelAsync"/>.</param>
    /// <param name="runId">The run that made it.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version.</returns>
    public async Task<ModelVersion> CreateModelVersionAsync(
        string name, string source, string? runId, IReadOnlyList<Tag>? tags, string? description, CancellationToken cancellationToken) =>
        (await PostAsync<CreateModelVersion, ModelVersionResponse>(
            Versions + "create", new(name, source, runId, tags, null, description), cancellationToken, isIdempotent: false).ConfigureAwait(false)).ModelVersion;

    /// <summary>Registers a model: makes the registered model where absent, then its next version.</summary>
    /// <param name="modelUri">Where the files are, such as <c>runs:/0a1b…/model</c>.</param>
    /// <param name="name">The name of the model.</param>
    /// <param name="tags">Tags of the version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version.</returns>
    public async Task<ModelVersion> RegisterModelAsync(
        string modelUri, string name, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken)
    {
        var (source, runId) = await ResolveSourceAsync(modelUri, cancellationToken).ConfigureAwait(false);
        if (await FindRegisteredModelAsync(name, cancellationToken).ConfigureAwait(false) is null)
        {
            try
            {
                await CreateRegisteredModelAsync(name, null, null, cancellationToken).ConfigureAwait(false);
            }
            catch (MlflowException e) when (e.ErrorCode == ErrorCodes.ResourceAlreadyExists)
            {
                // Another caller was faster; its model serves as well.
            }
        }
        return await CreateModelVersionAsync(name, source, runId, tags, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version of a model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version, or null.</returns>
    public async Task<ModelVersion?> FindModelVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        (await OrNullAsync(
            GetAsync<ModelVersionResponse>(Versions + "get", cancellationToken, Q("name", name), Q("version", version)),
            ErrorCodes.ResourceDoesNotExist).ConfigureAwait(false))?.ModelVersion;

    /// <summary>The version that an alias points to.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version, or null where model or alias is absent.</returns>
    public async Task<ModelVersion?> FindModelVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken) =>
        (await OrNullAsync(
            GetAsync<ModelVersionResponse>(Models + "alias", cancellationToken, Q("name", name), Q("alias", alias)),
            // A missing alias is reported as a wrong value, not as an absent thing.
            ErrorCodes.ResourceDoesNotExist, ErrorCodes.InvalidParameterValue).ConfigureAwait(false))?.ModelVersion;

    /// <summary>Searches versions, page by page as they are read.</summary>
    /// <param name="filter">A filter such as <c>name = 'taxi' AND tags.approved = 'yes'</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>version_number DESC</c>; null for the server's order.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The versions found.</returns>
    public async IAsyncEnumerable<ModelVersion> SearchModelVersionsAsync(
        string? filter, IReadOnlyList<string>? orderBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? token = null; ;)
        {
            var page = await GetAsync<ModelVersionsResponse>(Versions + "search", cancellationToken,
                [Q("filter", filter), Q("max_results", "10000"), Q("page_token", token), .. Each("order_by", orderBy ?? [])]).ConfigureAwait(false);
            foreach (var version in page.ModelVersions)
                yield return version;
            if (string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token)
                yield break;
            token = page.NextPageToken;
        }
    }

    /// <summary>Changes the description of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version after the change.</returns>
    public async Task<ModelVersion> UpdateModelVersionAsync(string name, string version, string description, CancellationToken cancellationToken) =>
        (await _transport.SendAsync<UpdateModelVersion, ModelVersionResponse>(
            HttpMethod.Patch, "mlflow/" + Versions + "update", new(name, version, description), isIdempotent: true, cancellationToken).ConfigureAwait(false)).ModelVersion;

    /// <summary>Removes a version and the aliases that point to it.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteModelVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        DeleteAsync(Versions + "delete", new ModelVersionRef(name, version), cancellationToken);

    /// <summary>Sets a tag of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task SetModelVersionTagAsync(string name, string version, string key, string value, CancellationToken cancellationToken) =>
        PostAsync(Versions + "set-tag", new SetModelVersionTag(name, version, key, value), cancellationToken);

    /// <summary>Removes a tag of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteModelVersionTagAsync(string name, string version, string key, CancellationToken cancellationToken) =>
        DeleteAsync(Versions + "delete-tag", new DeleteModelVersionTag(name, version, key), cancellationToken);

    /// <summary>Points an alias to a version, whatever it pointed to before.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task SetAliasAsync(string name, string alias, string version, CancellationToken cancellationToken) =>
        PostAsync(Models + "alias", new SetAlias(name, alias, version), cancellationToken);

    /// <summary>Removes an alias.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken) =>
        DeleteAsync(Models + "alias", new DeleteAlias(name, alias), cancellationToken);

    private Task<Empty> DeleteAsync<TRequest>(string path, TRequest body, CancellationToken cancellationToken) =>
        _transport.SendAsync<TRequest, Empty>(HttpMethod.Delete, "mlflow/" + path, body, isIdempotent: true, cancellationToken);

    // A registry keeps the place of the files, so that a version stays usable when the run's own URI form is unknown to it.
    private async Task<(string Source, string? RunId)> ResolveSourceAsync(string modelUri, CancellationToken cancellationToken)
    {
        const string Runs = "runs:/";
        if (!modelUri.StartsWith(Runs, StringComparison.Ordinal))
            return (modelUri, null);
        var rest = modelUri[Runs.Length..].Trim('/');
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var runId = slash < 0 ? rest : rest[..slash];
        var run = await GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return (slash < 0 ? run.Info.ArtifactUri! : $"{run.Info.ArtifactUri!.TrimEnd('/')}{rest[slash..]}", runId); // Servers always send it.
    }
}
