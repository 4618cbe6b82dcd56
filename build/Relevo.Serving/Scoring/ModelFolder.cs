using Relevo.Core.Errors;

namespace Relevo.Serving.Scoring;

/// <summary>A model as it lies on disk: which kind it is, where its data is, and what its <c>MLmodel</c> file says, if it has one.</summary>
public sealed record ModelFolder
{
    private const string Servable = "ML.NET ('model.zip', flavor 'mlnet') and ONNX ('model.onnx', flavor 'onnx') models can be served";

    /// <summary>The folder that holds the model.</summary>
    public required string FullPath { get; init; }

    /// <summary>Which kind it is.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Absolute path of the model's data.</summary>
    public required string DataFile { get; init; }

    /// <summary>The columns that <c>MLmodel</c> promises; null where there is no such file or it has no signature.</summary>
    public ModelSignature? Signature { get; init; }

    /// <summary>The MLflow run that made it, if <c>MLmodel</c> says so.</summary>
    public string? RunId { get; init; }

    /// <summary>
    /// Finds the model at a path: an MLflow model folder, a folder with one <c>.zip</c> or <c>.onnx</c> file (<c>model.zip</c> and
    /// <c>model.onnx</c> go first), such a folder one level down, or such a file itself.
    /// </summary>
    /// <exception cref="RelevoException">There is none, there are several, its <c>MLmodel</c> is damaged, or it is of another kind.</exception>
    public static ModelFolder Open(string path)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
            return OpenFile(path);
        if (!Directory.Exists(path))
            throw new RelevoException($"There is no model at '{path}'.", "name a model folder, a 'model.zip' or a 'model.onnx'.", ExitCode.Configuration);
        if (TryOpenFolder(path) is { } here)
            return here;
        var below = Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Select(TryOpenFolder).OfType<ModelFolder>().ToList();
        return below switch
        {
            [var only] => only,
            [] => throw NoModel(path),
            _ => throw new RelevoException(
                $"There are {below.Count} models in '{path}'.",
                $"name one of: {string.Join(", ", below.Select(model => Path.GetFileName(model.FullPath)))}.", ExitCode.Configuration),
        };
    }

    private static ModelFolder OpenFile(string file) => Path.GetFileName(file) == MlmodelFile.Name
        ? MlmodelFile.Read(file).ToFolder()
        : KindOf(file) is { } kind
            ? new ModelFolder { FullPath = Path.GetDirectoryName(file)!, Kind = kind, DataFile = file } // A file lies in a folder.
            : throw new RelevoException($"'{file}' is not a model that can be served.", $"{Servable}.", ExitCode.Configuration);

    private static ModelFolder? TryOpenFolder(string folder)
    {
        if (Path.Combine(folder, MlmodelFile.Name) is var mlmodel && File.Exists(mlmodel))
            return MlmodelFile.Read(mlmodel).ToFolder();
        var files = Directory.EnumerateFiles(folder).Where(file => KindOf(file) is not null).Order(StringComparer.Ordinal).ToList();
        var chosen = files.Where(file => Path.GetFileNameWithoutExtension(file) == "model").ToList() is { Count: > 0 } named ? named : files;
        return chosen switch
        {
            [] => null,
            [var only] => OpenFile(only),
            _ => throw new RelevoException(
                $"There are {chosen.Count} models in '{folder}'.",
                $"name one of: {string.Join(", ", chosen.Select(Path.GetFileName))}.", ExitCode.Configuration),
        };
    }

    private static ModelKind? KindOf(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".ZIP" => ModelKind.MlNet,
        ".ONNX" => ModelKind.Onnx,
        _ => null,
    };

    private static RelevoException NoModel(string path)
    {
        var found = Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(10).ToList();
        return new RelevoException(
            $"There is no model that can be served in '{path}'.",
            $"{Servable}; found: {(found.Count == 0 ? "nothing" : string.Join(", ", found))}.", ExitCode.Configuration);
    }

    internal static RelevoException OtherKind(string mlmodel, IEnumerable<string> flavors) => new(
        $"The model of '{mlmodel}' is of a kind that cannot be served yet: {string.Join(", ", flavors.Order(StringComparer.Ordinal))}.",
        $"{Servable}.", ExitCode.Configuration);
}
