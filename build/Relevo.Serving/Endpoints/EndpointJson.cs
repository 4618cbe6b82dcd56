using System.Text.Json.Serialization;

namespace Relevo.Serving.Endpoints;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(DesiredEndpoint))]
[JsonSerializable(typeof(EndpointStatus))]
[JsonSerializable(typeof(EndpointKeys))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(StartFailure))]
internal sealed partial class EndpointJson : JsonSerializerContext;

/// <summary>A control call's refusal.</summary>
internal sealed record ControlError(string Problem, string? Remedy, IReadOnlyList<string> Details);

/// <summary>Why an endpoint's process ended before it listened: <c>failure.json</c>.</summary>
internal sealed record StartFailure(string Problem, string? Remedy);
