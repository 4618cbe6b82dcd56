namespace Relevo.Core.Yaml;

/// <summary>A place in a file that a person wrote.</summary>
/// <param name="File">Absolute path of the file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 code units.</param>
public sealed record SourceLocation(string File, int Line, int Column)
{
    /// <summary>The folder that relative paths in the file are resolved from.</summary>
    public string Directory => Path.GetDirectoryName(File) ?? File;

    /// <summary>The file's path as a person would type it: relative where it lies under the current directory.</summary>
    public string DisplayFile => Shorten(File);

    /// <summary><c>file:line:column</c>, which terminals and editors open with a click.</summary>
    public override string ToString() => $"{DisplayFile}:{Line}:{Column}";

    internal static string Shorten(string file)
    {
        var relative = Path.GetRelativePath(System.IO.Directory.GetCurrentDirectory(), file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative.Replace('\\', '/');
    }
}
