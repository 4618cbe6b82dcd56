namespace Relevo.Local.Endpoints;

/// <summary>A <c>curl</c> line that asks an endpoint for a prediction.</summary>
internal static class SampleCommand
{
    /// <summary>The line, for a POSIX shell in <paramref name="workingDirectory"/>.</summary>
    public static string For(Uri scoringUri, string keyFile, string requestFile, string workingDirectory)
    {
        var key = Quote(Shorten(keyFile, workingDirectory), within: true);
        var data = Quote($"@{Shorten(requestFile, workingDirectory)}", within: false);
        return $"""curl -s -H "Authorization: Bearer $(cat {key})" -H "Content-Type: application/json" --data {data} {scoringUri}""";
    }

    /// <summary>The path relative to the folder where it lies beneath it, with slashes.</summary>
    private static string Shorten(string path, string workingDirectory)
    {
        var full = Path.GetFullPath(path, workingDirectory);
        var relative = Path.GetRelativePath(workingDirectory, full);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? full : relative).Replace('\\', '/');
    }

    /// <summary>Quotes what a shell would split or expand. A command substitution starts quoting afresh, so single quotes hold in both places.</summary>
    private static string Quote(string text, bool within)
    {
        if (within && text.StartsWith('-')) text = $"./{text}";
        return text.All(c => char.IsAsciiLetterOrDigit(c) || "@/._-+=:,".Contains(c))
            ? text
            : $"'{text.Replace("'", "'\\''")}'";
    }
}
