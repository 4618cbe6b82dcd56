namespace Relevo.Core.Records;

/// <summary>Names a record that a later stage relied on.</summary>
/// <param name="Stage">The stage that wrote it.</param>
/// <param name="Digest">SHA-256 (lower-case hex) of the record's bytes.</param>
/// <param name="File">The record's file name.</param>
public sealed record RecordReference(string Stage, string Digest, string File);
