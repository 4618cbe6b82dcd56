using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Reading and writing JSON over HTTP.</summary>
internal static class HttpAnswer
{
    /// <exception cref="ProtocolException">Another method.</exception>
    public static void Require(HttpContext context, string method)
    {
        if (HttpMethods.Equals(context.Request.Method, method) || (HttpMethods.IsGet(method) && HttpMethods.IsHead(context.Request.Method)))
            return;
        context.Response.Headers.Allow = method;
        throw new ProtocolException(StatusCodes.Status405MethodNotAllowed, $"'{context.Request.Path}' takes {method}, not {context.Request.Method}.");
    }

    /// <exception cref="InvalidInputException">The body is not JSON.</exception>
    public static async Task<JsonDocument> ReadJsonAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        await context.Request.Body.CopyToAsync(stream, cancellationToken);
        var bytes = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            var document = JsonDocument.Parse(bytes);
            CheckTexts(bytes.Span);
            return document;
        }
        catch (JsonException fault)
        {
            throw new InvalidInputException(
                $"The body is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.", fault);
        }
    }

    /// <summary>Bytes that are no UTF-8 and halves of surrogate pairs are only found when a text is read, which may be anywhere.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            throw new InvalidInputException("The body is not UTF-8.");
        if (!bytes.Contains((byte)'\\'))
            return;
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidInputException("The body has a text that is not Unicode: half of a surrogate pair.", fault);
        }
    }

    public static async Task WriteAsync(HttpContext context, int statusCode, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    public static async Task WriteTextAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(text, cancellationToken);
    }
}
