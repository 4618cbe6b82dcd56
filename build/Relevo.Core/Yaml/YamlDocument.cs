using System.Text;
using System.Text.Unicode;
using Relevo.Core.Errors;

namespace Relevo.Core.Yaml;

/// <summary>A YAML file whose nodes know where they were written. Read it through <see cref="YamlReader"/>.</summary>
public sealed class YamlDocument
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxSizeBytes = 1024 * 1024;

    private YamlDocument(string file, YamlNode root) => (File, Root) = (file, root);

    /// <summary>Absolute path of the file.</summary>
    public string File { get; }

    /// <summary>The content; a null scalar where the file is empty.</summary>
    public YamlNode Root { get; }

    /// <summary>Reads a file and reports its syntax errors and duplicate keys.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="RelevoException">The file is missing, too large, not UTF-8 or not YAML.</exception>
    public static YamlDocument Load(string path)
    {
        var diagnostics = new Diagnostics();
        var document = Load(path, diagnostics);
        diagnostics.ThrowIfAny();
        return document;
    }

    /// <summary>Reads a file and gathers duplicate keys, so that they are reported with the other faults.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="diagnostics">Where the faults go.</param>
    /// <exception cref="RelevoException">The file is missing, too large, not UTF-8 or not YAML.</exception>
    public static YamlDocument Load(string path, Diagnostics diagnostics)
    {
        var full = Path.GetFullPath(path);
        return Parse(ReadText(full), full, diagnostics);
    }

    /// <summary>Reads text as if it were a file.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">The path that messages name and that relative paths are resolved from.</param>
    /// <param name="diagnostics">Where duplicate keys go.</param>
    /// <exception cref="RelevoException">The text is not YAML.</exception>
    public static YamlDocument Parse(string text, string path, Diagnostics diagnostics)
    {
        var full = Path.GetFullPath(path);
        return new YamlDocument(full, YamlParser.Parse(text, full, diagnostics));
    }

    /// <summary>Loads a file whose root is a mapping, reads it, and reports every fault at once.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">Path of the file.</param>
    /// <param name="read">Reads the root; what it returns is dropped where there are faults.</param>
    /// <exception cref="RelevoException">The file has faults; every one is listed.</exception>
    public static T Read<T>(string path, Func<YamlReader, T> read)
    {
        var diagnostics = new Diagnostics();
        var result = read(Load(path, diagnostics).Reader(diagnostics));
        diagnostics.ThrowIfAny();
        return result;
    }

    /// <summary>A reader of the root, which has to be a mapping; of an empty one, with a fault, where it is not.</summary>
    /// <param name="diagnostics">Where the faults go.</param>
    public YamlReader Reader(Diagnostics diagnostics)
    {
        if (Root is YamlMapping mapping) return new YamlReader(mapping, diagnostics);
        diagnostics.Add(Root.Location, $"expected a mapping of keys and values, found {Root.Kind}.");
        return new YamlReader(new YamlMapping(Root.Location, []), diagnostics);
    }

    private static (int Line, int Column) FirstWrongByte(ReadOnlySpan<byte> bytes)
    {
        Utf8.ToUtf16(bytes, new char[bytes.Length], out var right, out _, replaceInvalidSequences: false);
        var before = bytes[..right];
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    private static string ReadText(string file)
    {
        var shown = SourceLocation.Shorten(file);
        try
        {
            var size = new FileInfo(file).Length;
            if (size > MaxSizeBytes)
                throw new RelevoException($"{shown} is {size:N0} bytes, more than the {MaxSizeBytes:N0} that a YAML file may have.", null, ExitCode.Configuration);
            return System.IO.File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RelevoException($"File '{shown}' does not exist.", "check the path, or create the file.", ExitCode.Configuration, fault);
        }
        catch (DecoderFallbackException fault)
        {
            var (line, column) = FirstWrongByte(System.IO.File.ReadAllBytes(file));
            throw new RelevoException($"{shown}:{line}:{column}: the file is not UTF-8 text.", "save it as UTF-8.", ExitCode.Configuration, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RelevoException($"File '{shown}' cannot be read: {fault.Message}", null, ExitCode.Configuration, fault);
        }
    }
}
