using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Relevo.Core.Errors;
using Relevo.Core.Files;

namespace Relevo.Core.Records;

/// <summary>
/// The records of one environment: a file each, <c>{stage}-{yyyyMMddTHHmmssfffZ}-{digest}.json</c>, written once and never changed. The newest
/// of a stage is the one whose name sorts last, so a folder that was carried from one CI job to another works as it is.
/// </summary>
/// <param name="folder">The folder, such as <c>artifacts/dev</c>; made when the first record is written.</param>
public sealed class RecordStore(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Writes a record.</summary>
    public StoredRecord<T> Write<T>(T record)
        where T : StageRecord
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Readable.StageRecord);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var time = record.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var file = Path.Combine(Folder, $"{record.Stage}-{time}-{digest[..8]}.json");
        AtomicFile.Write(file, bytes);
        return new(record, file, digest);
    }

    /// <summary>Finds the newest record of a stage for a project; null where there is none.</summary>
    /// <exception cref="RelevoException">The newest file is damaged, or written by a newer version.</exception>
    public Task<StoredRecord<T>?> FindLatestAsync<T>(string stage, string project, CancellationToken cancellationToken)
        where T : StageRecord => FindLatestAsync<T>(stage, project, _ => true, cancellationToken);

    /// <summary>Finds the newest record of a stage for a project that meets a condition; null where there is none.</summary>
    /// <exception cref="RelevoException">A file on the way is damaged, or written by a newer version.</exception>
    public async Task<StoredRecord<T>?> FindLatestAsync<T>(string stage, string project, Func<T, bool> where, CancellationToken cancellationToken)
        where T : StageRecord
    {
        foreach (var file in Files(stage))
        {
            if (await ReadAsync<T>(file, cancellationToken) is { } stored && stored.Record.Project == project && where(stored.Record)) return stored;
        }
        return null;
    }

    /// <summary>The stage's files, newest first.</summary>
    private IEnumerable<string> Files(string stage) => !Directory.Exists(Folder)
        ? []
        : Directory.EnumerateFiles(Folder, $"{stage}-????????T?????????Z-????????.json").OrderDescending(StringComparer.Ordinal);

    private static async Task<StoredRecord<T>?> ReadAsync<T>(string file, CancellationToken cancellationToken)
        where T : StageRecord
    {
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        try
        {
            var record = JsonSerializer.Deserialize(bytes, RecordJson.Readable.StageRecord);
            if (record?.SchemaVersion > StageRecord.CurrentSchemaVersion) throw Newer(file, record.SchemaVersion);
            return record is T known ? new(known, file, Convert.ToHexStringLower(SHA256.HashData(bytes))) : null;
        }
        catch (JsonException fault)
        {
            throw new RelevoException($"The record {file} cannot be read: {fault.Message}", "delete the file and run its stage again.", ExitCode.Configuration, fault);
        }
    }

    private static RelevoException Newer(string file, int version) => new(
        $"The record {file} has format {version}; this program reads up to {StageRecord.CurrentSchemaVersion}.",
        "use the version of Relevo that wrote it, or a newer one.",
        ExitCode.Configuration);
}
