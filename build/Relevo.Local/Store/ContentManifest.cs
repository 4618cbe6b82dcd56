using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Relevo.Core.Errors;

namespace Relevo.Local.Store;

/// <summary>What a file or a folder holds, independent of where it lies, who owns it and when it was written.</summary>
public sealed record ContentManifest
{
    private ContentManifest(IReadOnlyList<ContentEntry> entries, string text)
    {
        Entries = entries;
        Text = text;
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        SizeBytes = entries.Sum(entry => entry.SizeBytes);
    }

    /// <summary>The files, sorted by path ordinally.</summary>
    public IReadOnlyList<ContentEntry> Entries { get; }

    /// <summary>One line for each file: <c>{sha256}  {size}  {relative/path}</c> and a line feed.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of <see cref="Text"/>, lower-case hex: the identity of the content.</summary>
    public string Digest { get; }

    /// <summary>Bytes of all files.</summary>
    public long SizeBytes { get; }

    /// <summary>How many files there are.</summary>
    public int FileCount => Entries.Count;

    /// <summary>Makes the manifest of some files.</summary>
    public static ContentManifest Create(IEnumerable<ContentEntry> entries)
    {
        List<ContentEntry> sorted = [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
        var text = new StringBuilder();
        foreach (var entry in sorted) text.Append(CultureInfo.InvariantCulture, $"{entry.Sha256}  {entry.SizeBytes}  {entry.Path}\n");
        return new ContentManifest(sorted, text.ToString());
    }

    /// <summary>Reads a manifest back from its text.</summary>
    /// <exception cref="RelevoException">A line is not one of a manifest.</exception>
    public static ContentManifest Parse(string text)
    {
        var entries = new List<ContentEntry>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split("  ", 3);
            if (parts.Length != 3 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                throw new RelevoException($"A manifest of the store is damaged: '{line}'.", "remove the workspace folder and run 'Provision'.", ExitCode.Workspace);
            entries.Add(new ContentEntry(parts[2], parts[0], size));
        }
        return Create(entries);
    }

    /// <summary>Two manifests are equal where their digests are.</summary>
    public bool Equals(ContentManifest? other) => other is not null && Digest == other.Digest;

    /// <inheritdoc/>
    public override int GetHashCode() => Digest.GetHashCode(StringComparison.Ordinal);
}
