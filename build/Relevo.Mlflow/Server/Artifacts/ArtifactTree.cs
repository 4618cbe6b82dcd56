using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>Turns paths from outside into files below one folder, and refuses every path that could lead elsewhere.</summary>
internal static class ArtifactTree
{
    /// <summary>The folder of uploads under way, which is no artifact.</summary>
    public const string Uploads = ".uploads~";

    /// <summary>The full path of an artifact.</summary>
    /// <param name="root">The folder that must not be left.</param>
    /// <param name="path">A relative path with <c>/</c>, decoded once; empty for the folder itself.</param>
    /// <exception cref="MlflowException">The path is absolute, has <c>..</c>, a backslash, a drive, a control character, or passes a link.</exception>
    public static string Resolve(string root, string path)
    {
        if (!IsSafe(path) || !IsSafe(Decoded(path)))
            throw Refused();
        var full = root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            full = Path.Combine(full, part);
            // A link below the root would be followed to wherever it points.
            if (new FileInfo(full).LinkTarget is not null)
                throw Refused();
        }
        return full;
    }

    private static bool IsSafe(string path) =>
        !path.StartsWith('/')
        && !path.AsSpan().ContainsAny('\\', '\u007f')
        && !path.AsSpan().ContainsAnyInRange('\0', '\u001f')
        && !(path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':')
        && !path.Split('/').Any(part => part is "." or ".." or Uploads || part.EndsWith(':') || part.Length > 255);

    // Encoded twice or more: what a second decoder behind this one would see must be safe too.
    private static string Decoded(string path)
    {
        for (var i = 0; i < 5; i++)
        {
            var next = Uri.UnescapeDataString(path);
            if (next == path)
                break;
            path = next;
        }
        return path;
    }

    private static MlflowException Refused() => new(ErrorCodes.InvalidParameterValue, "Invalid path");
}
