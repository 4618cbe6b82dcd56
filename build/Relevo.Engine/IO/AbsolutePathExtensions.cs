#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.Runtime.CompilerServices;
using System.Text;

namespace Nuke.Common.IO;

/// <summary>What is done with the file or directory at a path.</summary>
public static class AbsolutePathExtensions
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Whether the file or the directory exists. Which of them is meant is told by the name of the variable, which ends in
    /// <c>file</c>, <c>script</c>, <c>exe</c>, <c>executable</c> or in <c>directory</c>, <c>dir</c>, <c>folder</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The name tells neither.</exception>
    public static bool Exists(this AbsolutePath path, [CallerArgumentExpression(nameof(path))] string expression = null)
        => EndsWithAny(expression, "file", "executable", "exe", "script") ? path.FileExists()
            : EndsWithAny(expression, "directory", "dir", "folder") ? path.DirectoryExists()
            : throw new ArgumentException($"'{expression}' does not tell a file from a directory: call FileExists or DirectoryExists.", nameof(expression));

    /// <summary>Whether there is a file.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether there is a directory.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>The path where there is a file, else null.</summary>
    public static AbsolutePath ExistingFile(this AbsolutePath path) => path.FileExists() ? path : null;

    /// <summary>The path where there is a directory, else null.</summary>
    public static AbsolutePath ExistingDirectory(this AbsolutePath path) => path.DirectoryExists() ? path : null;

    /// <summary>Makes the directory, and those above it, where missing.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Makes the directory, empty.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Removes the file, where there is one.</summary>
    public static void DeleteFile(this AbsolutePath path)
    {
        if (path.FileExists())
            File.Delete(path);
    }

    /// <summary>Removes the directory with all in it, where there is one.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (path.DirectoryExists())
            Directory.Delete(path, recursive: true);
    }

    /// <summary>The files directly in the directory, or down to a depth, in order of their names.</summary>
    public static IEnumerable<AbsolutePath> GetFiles(this AbsolutePath path, string pattern = "*", int depth = 1, FileAttributes attributes = 0)
        => depth <= 0
            ? []
            : Sorted(Directory.EnumerateFiles(path, pattern), attributes)
                .Concat(path.GetDirectories().SelectMany(x => x.GetFiles(pattern, depth - 1, attributes)));

    /// <summary>The directories directly in the directory, or down to a depth, in order of their names.</summary>
    public static IEnumerable<AbsolutePath> GetDirectories(this AbsolutePath path, string pattern = "*", int depth = 1, FileAttributes attributes = 0)
        => depth <= 0
            ? []
            : Sorted(Directory.EnumerateDirectories(path, pattern), attributes)
                .Concat(depth == 1 ? [] : Sorted(Directory.EnumerateDirectories(path), 0).SelectMany(x => x.GetDirectories(pattern, depth - 1, attributes)));

    /// <summary>The text of the file.</summary>
    public static string ReadAllText(this AbsolutePath path, Encoding encoding = null) => File.ReadAllText(path, encoding ?? Utf8);

    /// <summary>The lines of the file.</summary>
    public static string[] ReadAllLines(this AbsolutePath path, Encoding encoding = null) => File.ReadAllLines(path, encoding ?? Utf8);

    /// <summary>The bytes of the file.</summary>
    public static byte[] ReadAllBytes(this AbsolutePath path) => File.ReadAllBytes(path);

    /// <summary>Writes a text to the file, ended by a line break unless told otherwise; makes the directory where missing.</summary>
    public static AbsolutePath WriteAllText(this AbsolutePath path, string content, Encoding encoding = null, bool? eofLineBreak = null)
    {
        path.Parent.CreateDirectory();
        var end = content.Contains("\r\n") ? "\r\n" : "\n";
        File.WriteAllText(path, eofLineBreak ?? true ? content.TrimEnd('\r', '\n') + end : content, encoding ?? Utf8);
        return path;
    }

    /// <summary>Writes bytes to the file; makes the directory where missing.</summary>
    public static AbsolutePath WriteAllBytes(this AbsolutePath path, byte[] bytes)
    {
        path.Parent.CreateDirectory();
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Makes the file where missing, and its directory unless told otherwise; sets the time of its last change.</summary>
    public static AbsolutePath TouchFile(this AbsolutePath path, DateTime? time = null, bool createDirectories = true)
    {
        if (createDirectories)
            path.Parent.CreateDirectory();
        File.Open(path, FileMode.OpenOrCreate).Dispose();
        File.SetLastWriteTime(path, time ?? TimeProvider.System.GetLocalNow().DateTime);
        return path;
    }

    private static bool EndsWithAny(string text, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (text.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static IEnumerable<AbsolutePath> Sorted(IEnumerable<string> paths, FileAttributes without)
        => paths.Where(x => (File.GetAttributes(x) & without) == 0).Order(StringComparer.Ordinal).Select(AbsolutePath.Create);
}
