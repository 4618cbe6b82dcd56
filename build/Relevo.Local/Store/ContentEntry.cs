namespace Relevo.Local.Store;

/// <summary>One file of a <see cref="ContentManifest"/>.</summary>
/// <param name="Path">Relative to the tree's root, with <c>/</c>.</param>
/// <param name="Sha256">SHA-256 of the content, lower-case hex.</param>
/// <param name="SizeBytes">Bytes.</param>
public sealed record ContentEntry(string Path, string Sha256, long SizeBytes);
