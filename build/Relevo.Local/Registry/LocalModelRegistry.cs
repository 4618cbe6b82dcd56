using System.Globalization;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Tracking;
using Relevo.Mlflow;
using Relevo.Mlflow.Server.Store;
using AliasChange = Relevo.Core.Workspaces.AliasChange;
using ModelVersion = Relevo.Core.Workspaces.ModelVersion;

namespace Relevo.Local.Registry;

/// <summary>Registered models in the workspace's database, read and written without HTTP; their files are artifacts of the runs that made them.</summary>
internal sealed class LocalModelRegistry(WorkspaceParts parts) : IModelRegistry, IDisposable
{
    private readonly SemaphoreSlim _registering = new(1);

    /// <inheritdoc/>
    public async Task<ModelVersion?> FindAsync(string model, string version, CancellationToken cancellationToken) =>
        await parts.FindTrackingAsync(cancellationToken) is { } store && IsNumber(version) && store.FindModelVersion(model, version) is { } found
            ? ModelVersions.From(found)
            : null;

    /// <inheritdoc/>
    public async Task<ModelVersion?> FindByAliasAsync(string model, string alias, CancellationToken cancellationToken) =>
        await parts.FindTrackingAsync(cancellationToken) is { } store && store.FindModelVersionByAlias(model, alias) is { } found
            ? ModelVersions.From(found)
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelVersion>> FindByRunsAsync(string model, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        runIds.Count == 0 ? [] : [.. (await ListAsync(model, cancellationToken)).Where(version => version.RunId is { } run && runIds.Contains(run))];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken) =>
        await parts.FindTrackingAsync(cancellationToken) is { } store ? List(store, model) : [];

    /// <summary>The names of all registered models.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        await parts.FindTrackingAsync(cancellationToken) is { } store ? store.ModelNames() : [];

    /// <inheritdoc/>
    public async Task<ModelVersion> RegisterAsync(ModelRegistration registration, CancellationToken cancellationToken)
    {
        var store = await parts.TrackingAsync(cancellationToken);
        var digest = await DigestAsync(registration.Output, cancellationToken);
        await _registering.WaitAsync(cancellationToken);
        try
        {
            var existing = List(store, registration.Model)
                .FirstOrDefault(version => version.RunId == registration.RunId && version.Digest == digest);
            if (existing is not null) return existing;
            var run = store.FindRun(registration.RunId) ?? throw UnknownRun(registration);
            var artifact = await new RunArtifacts(parts, store.GetArtifactFolder(run.Id)).AddModelAsync(registration.Output, digest, cancellationToken);
            return ModelVersions.From(await MlflowFaults.AskAsync(() => CreateAsync(store, registration, $"runs:/{run.Id}/{artifact}", digest, cancellationToken)));
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <inheritdoc/>
    public Task SetTagsAsync(string model, string version, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => MlflowFaults.AskAsync(async () =>
    {
        var store = await parts.TrackingAsync(cancellationToken);
        foreach (var (key, value) in tags) await store.SetModelVersionTagAsync(model, version, key, value, cancellationToken);
    });

    /// <inheritdoc/>
    public async Task<bool> TryMoveAliasAsync(AliasMove move, CancellationToken cancellationToken)
    {
        var store = await parts.TrackingAsync(cancellationToken);
        if (move.NewVersion is { } version && await FindAsync(move.Model, version, cancellationToken) is null) throw UnknownVersion(move.Model, version);
        return await MlflowFaults.AskAsync(() => store.TrySetAliasAsync(
            move.Model, move.Alias, move.ExpectedVersion, move.NewVersion, move.By, move.Reason, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AliasChange>> AliasHistoryAsync(string model, string alias, CancellationToken cancellationToken) =>
        await parts.FindTrackingAsync(cancellationToken) is { } store ? [.. store.GetAliasHistory(model, alias).Select(ModelVersions.From)] : [];

    /// <inheritdoc/>
    public async Task<string> DownloadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var store = await parts.TrackingAsync(cancellationToken);
        var folder = await MlflowFaults.AskAsync(() => Task.FromResult(store.ResolveModelFolder(version.Uri)));
        return Directory.Exists(folder) || File.Exists(folder) ? folder : throw new RelevoException(
            $"The files of model '{version.Model}' version {version.Version} are missing: '{folder}' does not exist.",
            "register the model again, or restore the workspace's 'artifacts' folder.", ExitCode.Workspace);
    }

    /// <summary>Ends with the workspace.</summary>
    public void Dispose() => _registering.Dispose();

    private static List<ModelVersion> List(TrackingStore store, string model) => [.. store.Versions(model).Select(ModelVersions.From)];

    private static Task<Mlflow.ModelVersion> CreateAsync(
        TrackingStore store, ModelRegistration registration, string source, string digest, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string>(registration.Tags) { [ModelVersion.DigestTag] = digest };
        return store.CreateModelVersionAsync(
            new NewModelVersion
            {
                Name = registration.Model,
                MakesModel = true,
                Source = source,
                RunId = registration.RunId,
                Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))],
            },
            cancellationToken);
    }

    private async Task<string> DigestAsync(OutputLocation output, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(output.Uri) && !File.Exists(output.Uri))
        {
            throw new RelevoException(
                $"The model's files are missing: '{output.Uri}' does not exist.", "run 'Train' again.", ExitCode.Workspace);
        }
        return output.Digest ?? (await parts.Content().HashAsync(output.Uri, cancellationToken)).Digest;
    }

    private static bool IsNumber(string version) => long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static RelevoException UnknownRun(ModelRegistration registration) => new(
        $"Model '{registration.Model}' cannot be registered: there is no run '{registration.RunId}'.", "run 'Train'.", ExitCode.Workspace);

    private static RelevoException UnknownVersion(string model, string version) => new(
        $"Model '{model}' has no version {version}.", "run 'Status' to see its versions.", ExitCode.Workspace);
}
