using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>Sends a file or a range of it, in pieces of fixed size.</summary>
internal static class Download
{
    private const int PieceBytes = Http.WidePool.BlockBytes;

    public static async Task SendAsync(HttpContext context, FileInfo file)
    {
        var (request, response) = (context.Request, context.Response);
        // Read through the handle: the file may be replaced by a whole new one at any time.
        using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(handle);
        var changed = new DateTimeOffset(file.LastWriteTimeUtc);
        var tag = new EntityTagHeaderValue($"\"{changed.UtcTicks:x}-{length:x}\"");
        response.ContentType = MediaTypes.Of(file.Name);
        // Always an attachment, and a page of its own: what runs upload must not run as a page of this server.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.AcceptRanges = "bytes";
        response.GetTypedHeaders().LastModified = changed;
        response.GetTypedHeaders().ETag = tag;
        if (!TryRange(request, length, tag, changed, out var from, out var count))
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = $"bytes */{length}";
            response.ContentLength = 0;
            return;
        }
        if (count != length)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{from + count - 1}/{length}";
        }
        response.ContentLength = count;
        if (HttpMethods.IsHead(request.Method))
            return;
        while (count > 0)
        {
            var piece = response.BodyWriter.GetMemory((int)Math.Min(count, PieceBytes));
            var read = RandomAccess.Read(handle, piece.Span[..(int)Math.Min(count, piece.Length)], from);
            // Cut off beneath us: the caller must see a broken answer, not a short one.
            if (read == 0)
            {
                context.Abort();
                return;
            }
            response.BodyWriter.Advance(read);
            (from, count) = (from + read, count - read);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    // One range; several at once would be a form of answer that no client of this protocol reads, and all is always allowed.
    private static bool TryRange(HttpRequest request, long length, EntityTagHeaderValue tag, DateTimeOffset changed, out long from, out long count)
    {
        (from, count) = (0, length);
        var headers = request.GetTypedHeaders();
        if (headers.Range is not { Ranges: { Count: 1 } ranges } range || range.Unit != "bytes" || IsOutdated(headers.IfRange, tag, changed))
            return true;
        var wanted = ranges.First();
        if (wanted.From is { } start)
        {
            if (start >= length)
                return false;
            (from, count) = (start, Math.Min(wanted.To ?? long.MaxValue, length - 1) - start + 1);
            return true;
        }
        var last = Math.Min(wanted.To ?? 0, length);
        (from, count) = (length - last, last);
        return last > 0;
    }

    private static bool IsOutdated(RangeConditionHeaderValue? condition, EntityTagHeaderValue tag, DateTimeOffset changed) =>
        condition is not null && (condition.EntityTag is { } other ? !other.Compare(tag, useStrongComparison: true) : condition.LastModified < changed.AddSeconds(-1));
}
