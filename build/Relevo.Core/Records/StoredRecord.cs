namespace Relevo.Core.Records;

/// <summary>A record with the file that holds it.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
/// <param name="Record">The record.</param>
/// <param name="File">The full path of its file.</param>
/// <param name="Digest">SHA-256 (lower-case hex) of the file's bytes.</param>
public sealed record StoredRecord<T>(T Record, string File, string Digest)
    where T : StageRecord
{
    /// <summary>Names the record in one that relies on it.</summary>
    public RecordReference Reference => new(Record.Stage, Digest, Path.GetFileName(File));
}
