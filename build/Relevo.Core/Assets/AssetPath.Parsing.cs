using System.Text.RegularExpressions;

namespace Relevo.Core.Assets;

public abstract partial record AssetPath
{
    /// <summary>Tells a local path, a URI and a reference apart.</summary>
    /// <param name="text">The path as written; <c>file:</c> in front of a local path is dropped.</param>
    /// <param name="baseDirectory">The absolute folder that a relative path is resolved from.</param>
    public static AssetPath Parse(string text, string baseDirectory)
    {
        var path = text.Trim();
        if (AssetReference.TryParse(path, out var reference) && !Path.Exists(path)) return new Registered(text, reference);
        if (path.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(path, UriKind.Absolute, out var uri)) return new Local(text, Path.GetFullPath(uri.LocalPath));
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) path = path["file:".Length..];
        else if (UriForm.IsMatch(path)) return new Remote(text);
        return new Local(text, Resolve(path, baseDirectory));
    }

    /// <summary>The absolute path of a local path, whichever way its slashes lean.</summary>
    internal static string Resolve(string path, string baseDirectory)
    {
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) path = path["file:".Length..];
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(baseDirectory, path.Replace('\\', '/'))));
    }

    // Two letters at least, so that C:\data is a path.
    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.\-]+://|(azureml|runs|dbfs|mlflow-artifacts|models):|git\+)")]
    private static partial Regex UriForm { get; }
}
