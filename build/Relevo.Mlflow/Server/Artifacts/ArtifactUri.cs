namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>The URIs of artifacts that this server holds itself: <c>mlflow-artifacts:/path</c>.</summary>
internal static class ArtifactUri
{
    public const string Scheme = "mlflow-artifacts";

    /// <summary>The path below the artifacts' root.</summary>
    /// <returns>The path, or null where the URI belongs to another store.</returns>
    public static string? PathOf(string uri)
    {
        if (!uri.StartsWith(Scheme + ":", StringComparison.Ordinal))
            return null;
        var rest = uri[(Scheme.Length + 1)..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            // mlflow-artifacts://host:port/path: the host is whichever this server is called by.
            var slash = rest.IndexOf('/', 2);
            rest = slash < 0 ? "" : rest[slash..];
        }
        return rest.Trim('/');
    }
}
