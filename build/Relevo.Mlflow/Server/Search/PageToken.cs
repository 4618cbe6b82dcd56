using System.Text;
using System.Text.Json;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Search;

/// <summary>MLflow's page tokens: base64 of <c>{"offset": n}</c>.</summary>
internal static class PageToken
{
    public static long Offset(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(token));
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("offset", out var offset) && offset.TryGetInt64(out var number) && number >= 0)
                return number;
        }
        catch (FormatException)
        {
            throw Filter.Fault("Invalid page token, could not base64-decode");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Filter.Fault($"Invalid page token, could not parse it as JSON: {e.Message}");
        }
        throw Filter.Fault("Invalid page token, parsed value has no 'offset'");
    }

    /// <summary>Makes a page of at most <paramref name="size"/> out of rows that were read with one more.</summary>
    public static Page<T> Cut<T>(List<T> rows, int size, long offset) => rows.Count <= size
        ? new Page<T>(rows, null)
        : new Page<T>(rows[..size], Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"offset": {{offset + size}}}""")));
}
