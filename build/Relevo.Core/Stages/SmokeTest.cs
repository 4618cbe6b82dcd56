using System.Text.Json;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Judges the answer to the sample request.</summary>
internal static class SmokeTest
{
    /// <summary>What is wrong with an answer; null where it is a prediction: status 2xx and JSON that holds something.</summary>
    public static string? Fault(ScoringResponse response)
    {
        if (!response.IsSuccess) return $"it answered {response.StatusCode}: {Excerpt(response.Body, 300)}";
        try
        {
            using var json = JsonDocument.Parse(response.Body);
            var isEmpty = json.RootElement.ValueKind switch
            {
                JsonValueKind.Null => true,
                JsonValueKind.Array => json.RootElement.GetArrayLength() == 0,
                JsonValueKind.Object => !json.RootElement.EnumerateObject().Any(),
                _ => false,
            };
            return isEmpty ? "it answered without a prediction." : null;
        }
        catch (JsonException)
        {
            return $"it answered something other than JSON: {Excerpt(response.Body, 300)}";
        }
    }

    /// <summary>The beginning of a text, in one line.</summary>
    public static string Excerpt(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= length ? line : line[..length] + "...";
    }
}
