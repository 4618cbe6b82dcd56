using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Workspaces;
using Relevo.Core.Yaml;
using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>Finds the content of every data input of a job before anything runs, so that a wrong name costs no training time.</summary>
internal sealed class InputSources(LocalJobsOptions options, ContentStore content, bool isPlan)
{
    private readonly Dictionary<JobInput, StepValue.Content> _found = new(ReferenceEqualityComparer.Instance);
    private readonly List<DataVersion> _data = [];

    /// <summary>The data versions that were found, each once.</summary>
    public IReadOnlyList<DataVersion> Data => _data;

    /// <summary>Finds the data inputs of a job and its steps.</summary>
    /// <exception cref="RelevoException">One is unknown, missing, or cannot be read here.</exception>
    public async Task FindAllAsync(JobDefinition job, CancellationToken cancellationToken)
    {
        foreach (var (name, input) in job.Inputs.Concat(job.Steps.SelectMany(step => step.Inputs)))
        {
            if (input is JobInput.Data data && !_found.ContainsKey(data)) _found[data] = await FindAsync(name, data, cancellationToken);
        }
    }

    /// <summary>The content of an input that <see cref="FindAllAsync"/> has seen.</summary>
    public StepValue.Content Of(JobInput.Data input) => _found[input];

    private Task<StepValue.Content> FindAsync(string name, JobInput.Data input, CancellationToken cancellationToken) => input.Path switch
    {
        AssetPath.Local local => FromDiskAsync(name, input.Location, local.FullPath, cancellationToken),
        AssetPath.Registered { Reference: var reference } when IsModel(input, reference) => FromModelsAsync(input.Location, reference, cancellationToken),
        AssetPath.Registered { Reference: var reference } => FromDataAsync(input.Location, reference, cancellationToken),
        AssetPath.Remote remote when Uri.TryCreate(remote.Text, UriKind.Absolute, out var uri) && uri.IsFile =>
            FromDiskAsync(name, input.Location, uri.LocalPath, cancellationToken),
        _ => throw new RelevoException(
            $"{input.Location}: input '{name}' is at '{input.Path}', which a local workspace cannot read.",
            "download it, register it as a data asset with a local path, and name it here as 'azureml:name@latest'.", ExitCode.Configuration),
    };

    private static bool IsModel(JobInput.Data input, AssetReference reference) =>
        input.Type.IsModel() || reference.Collection == "models" || reference.Text.StartsWith("models:", StringComparison.Ordinal);

    private async Task<StepValue.Content> FromDiskAsync(string name, SourceLocation location, string path, CancellationToken cancellationToken)
    {
        if (DigestInStore(path) is { } digest) return new StepValue.Content(path, digest);
        if (!Path.Exists(path))
        {
            throw new RelevoException(
                $"{location}: input '{name}' names '{path}', which does not exist.",
                $"correct the path; it is taken from the folder of {location.DisplayFile}.", ExitCode.Configuration);
        }
        if (isPlan) return new StepValue.Content(path, (await content.HashAsync(path, cancellationToken)).Digest);
        var tree = await content.AddAsync(path, null, cancellationToken);
        return new StepValue.Content(File.Exists(path) ? content.FilePathOf(tree.Digest) : tree.Folder, tree.Digest);
    }

    private async Task<StepValue.Content> FromDataAsync(SourceLocation location, AssetReference reference, CancellationToken cancellationToken)
    {
        if (await options.FindData(reference, cancellationToken) is not { } found)
        {
            throw new RelevoException(
                $"{location}: data asset '{reference}' is not registered.", "run 'RegisterData', or correct the name or version.", ExitCode.Configuration);
        }
        if (!_data.Exists(known => known.Reference == found.Version.Reference)) _data.Add(found.Version);
        return new StepValue.Content(found.Path, found.Version.Digest);
    }

    private async Task<StepValue.Content> FromModelsAsync(SourceLocation location, AssetReference reference, CancellationToken cancellationToken)
    {
        if (await options.FindModel(reference, cancellationToken) is not { } found)
        {
            throw new RelevoException(
                $"{location}: model '{reference}' is not registered.", "run 'Train', or correct the name, version or alias.", ExitCode.Configuration);
        }
        return new StepValue.Content(found.Path, DigestInStore(found.Path) ?? (await content.HashAsync(found.Path, cancellationToken)).Digest);
    }

    // An output of an earlier job comes back as a path in the store, whose name is its digest: .../store/ab/abcd.../file
    private string? DigestInStore(string path)
    {
        var relative = Path.GetRelativePath(options.Folder.Store, path).Split(Path.DirectorySeparatorChar);
        if (relative is not [{ Length: 2 }, { Length: 64 } digest, ..] || !digest.All(char.IsAsciiHexDigitLower) || !content.Contains(digest)) return null;
        var isWhole = relative.Length == 2 || (relative.Length == 3 && content.Find(digest) is { FileCount: 1 });
        return isWhole ? digest : null;
    }
}
