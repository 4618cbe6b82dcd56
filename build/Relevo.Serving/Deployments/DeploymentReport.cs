using System.Text.Json;
using System.Text.Json.Serialization;

namespace Relevo.Serving.Deployments;

/// <summary>What a deployment's process tells its supervisor, in one line of JSON on standard output: that it is ready, or why not.</summary>
internal sealed record DeploymentReport
{
    private const string Mark = "{\"relevo_deployment\":1,";

    [JsonPropertyName("relevo_deployment"), JsonPropertyOrder(-1)]
    public int SchemaVersion { get; init; } = 1;

    public int? Port { get; init; }

    public string? Problem { get; init; }

    public string? Remedy { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this, DeploymentReportJson.Default.DeploymentReport);

    public static DeploymentReport? TryParse(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        try
        {
            return JsonSerializer.Deserialize(line, DeploymentReportJson.Default.DeploymentReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeploymentReport))]
internal sealed partial class DeploymentReportJson : JsonSerializerContext;
