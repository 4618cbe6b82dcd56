namespace Relevo.Local.Store;

/// <summary>Content that is in the store.</summary>
/// <param name="Folder">The full path of the folder that holds it. Must not be changed.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record ContentTree(string Folder, ContentManifest Manifest)
{
    /// <summary>Its identity; see <see cref="ContentManifest.Digest"/>.</summary>
    public string Digest => Manifest.Digest;

    /// <summary>Bytes of all files.</summary>
    public long SizeBytes => Manifest.SizeBytes;

    /// <summary>How many files there are.</summary>
    public int FileCount => Manifest.FileCount;
}
