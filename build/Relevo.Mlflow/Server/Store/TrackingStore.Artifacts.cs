using Relevo.Mlflow.Server.Artifacts;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    /// <summary>The folder of a run's artifacts on this machine. It need not exist yet.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="MlflowException">The run is absent, or keeps its artifacts elsewhere.</exception>
    public string GetArtifactFolder(string runId) => FolderOf(GetRun(runId).Info.ArtifactUri!); // Always set by ReadRunInfo.

    /// <summary>The folder of a model on this machine.</summary>
    /// <param name="uri">
    /// <c>models:/name/3</c>, <c>models:/name@alias</c>, <c>models:/name/latest</c>, <c>runs:/id/path</c>, <c>mlflow-artifacts:/path</c>, <c>file:</c>, or a full path.
    /// </param>
    /// <returns>The full path; it need not exist.</returns>
    /// <exception cref="MlflowException">There is no such model, version, alias or run, or it is kept elsewhere.</exception>
    public string ResolveModelFolder(string uri) => FolderOf(_database.Read(s => StorageOf(s, uri)));

    /// <summary>The folder of a <c>mlflow-artifacts:</c> or <c>file:</c> URI or a full path.</summary>
    private string FolderOf(string uri)
    {
        if (ArtifactUri.PathOf(uri) is { } path)
            return ArtifactTree.Resolve(ArtifactsRoot, path);
        if (Path.IsPathFullyQualified(uri))
            return Path.GetFullPath(uri);
        return Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.IsFile
            ? Path.GetFullPath(address.LocalPath)
            : throw Rules.Invalid($"The artifacts at '{uri}' are not on this machine.");
    }

    // A version keeps where its files are at its birth: a runs:/ source must not move with later changes.
    private static string StorageOf(Session s, string source)
    {
        const string Runs = "runs:/";
        const string Models = "models:/";
        if (source.StartsWith(Runs, StringComparison.Ordinal))
            return RunStorage(s, source[Runs.Length..].Trim('/'));
        if (source.StartsWith(Models, StringComparison.Ordinal))
            return ModelStorage(s, source[Models.Length..].Trim('/'), source);
        return source;
    }

    private static string RunStorage(Session s, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var runId = slash < 0 ? rest : rest[..slash];
        var root = s.Text("SELECT artifact_uri FROM runs WHERE run_id = $1", runId) ?? throw AbsentRun(runId);
        return slash < 0 ? root : $"{root}{rest[slash..]}";
    }

    private static string ModelStorage(Session s, string rest, string uri)
    {
        // models:/m-… names a logged model by identity.
        if (!rest.AsSpan().ContainsAny('/', '@'))
        {
            return s.Text("SELECT artifact_uri FROM logged_models WHERE model_id = $1 AND stage = 'active'", rest)
                ?? throw Rules.Invalid($"Unable to fetch model from model URI source artifact location '{uri}'. Error: Logged model with ID '{rest}' not found.");
        }
        var at = rest.LastIndexOf('@');
        var slash = rest.LastIndexOf('/');
        var name = at > slash ? rest[..at] : rest[..slash];
        var which = rest[(Math.Max(at, slash) + 1)..];
        long version;
        if (at > slash)
            version = AliasedVersion(s, name, which) ?? throw Rules.Invalid($"Registered model alias {which} not found.");
        else if (which == "latest")
            version = s.Number("SELECT max(version) FROM model_versions WHERE name = $1", name) ?? throw AbsentModel(name);
        else
            version = Rules.Version(which);
        return s.Text("SELECT storage FROM model_versions WHERE name = $1 AND version = $2", name, version) ?? throw AbsentVersion(name, version);
    }
}
