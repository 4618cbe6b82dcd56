using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The whole body of a call, in rented memory.</summary>
internal sealed class JsonBody : IDisposable
{
    private const int FirstBytes = 4096;
    private const int MostShown = 1000;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private byte[] _bytes;
    private int _length;

    private JsonBody(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <exception cref="MlflowException">It is of another type than JSON.</exception>
    public static async Task<JsonBody> ReadAsync(HttpContext context, long most)
    {
        var request = context.Request;
        var hasBody = request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.ContainsKey("Transfer-Encoding"));
        // A page of the web can send other types without asking first; this one not.
        if (hasBody && !request.HasJsonContentType())
            throw new MlflowException(ErrorCodes.BadRequest, "Bad Request. Content-Type must be one of ['application/json'].");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        var body = new JsonBody((int)Math.Min(most, Math.Max(FirstBytes, request.ContentLength ?? 0)));
        try
        {
            if (hasBody)
                await body.FillAsync(request.Body, context.RequestAborted);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The body as a message of the protocol; no body is an empty message.</summary>
    /// <exception cref="MlflowException">It is no JSON object, or a field is of another type.</exception>
    public T Parse<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(_length == 0 ? "{}"u8 : Bytes, MlflowJson.Of<T>()) ?? throw NoObject();
        }
        catch (JsonException e)
        {
            throw Translate(e);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair cannot become text.
            throw new MlflowException(ErrorCodes.BadRequest, "The request body holds text that is not valid Unicode.");
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private static MlflowException NoObject() => new(ErrorCodes.BadRequest, "The request body must be a JSON object.");

    private async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _bytes.Length)
                Grow();
            var count = await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken);
            if (count == 0)
                return;
            _length += count;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    // The real server names the outermost field and shows what was sent for it.
    private MlflowException Translate(JsonException fault)
    {
        var path = (fault.Path ?? "").TrimStart('$').TrimStart('.');
        var name = path.AsSpan().IndexOfAny('.', '[') is var end and >= 0 ? path[..end] : path;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(_bytes.AsMemory(0, _length));
        }
        catch (JsonException)
        {
            return new(ErrorCodes.BadRequest, $"The request body is not valid JSON: {fault.Message}");
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return NoObject();
            return document.RootElement.TryGetProperty(name, out var value)
                ? Rules.Invalid($"Invalid value {Print(value)} for parameter '{name}' supplied:  Hint: Value was of type '{TypeOf(value)}'. See the API docs for more information about request parameters.")
                : Rules.Invalid($"Invalid value for parameter '{name}' supplied. See the API docs for more information about request parameters.");
        }
    }

    private static string Print(JsonElement value)
    {
        var text = Minified(value);
        return text.Length <= MostShown ? text : $"{text[..MostShown]}…";
    }

    private static string Minified(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Compact);
        try
        {
            value.WriteTo(writer);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair cannot be written anew, only shown as it came.
            return value.GetRawText();
        }
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? "float" : "int",
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => "NoneType",
    };
}
