using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>Writes what arrives to a file.</summary>
internal static class Upload
{
    private const string PartialSuffix = ".part~";

    /// <summary>Whether a file is one that is still on its way.</summary>
    public static bool IsPartial(string name) => name.EndsWith(PartialSuffix, StringComparison.Ordinal);

    /// <summary>Writes a whole file or nothing: a broken upload leaves what was there before.</summary>
    public static async Task WriteAsync(string target, PipeReader content, CancellationToken cancellationToken)
    {
        var partial = $"{target}.{Guid.NewGuid():N}{PartialSuffix}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // A file has a folder.
            await CopyAsync(partial, content, cancellationToken);
            File.Move(partial, target, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw StoreFaults.Unwritable(target, e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    // All that has arrived is written in one call: a stream in between would write each packet on a thread of its own.
    private static async Task CopyAsync(string path, PipeReader content, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var segments = new List<ReadOnlyMemory<byte>>();
        var offset = 0L;
        while (true)
        {
            var arrived = await content.ReadAsync(cancellationToken);
            segments.Clear();
            foreach (var segment in arrived.Buffer)
                segments.Add(segment);
            RandomAccess.Write(file, segments, offset);
            offset += arrived.Buffer.Length;
            content.AdvanceTo(arrived.Buffer.End);
            if (arrived.IsCompleted)
                return;
        }
    }
}
