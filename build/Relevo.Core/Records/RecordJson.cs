using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Relevo.Core.Records;

/// <summary>How records are written: snake case, indented, numbers such as NaN by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    AllowOutOfOrderMetadataProperties = true,
    WriteIndented = true)]
[JsonSerializable(typeof(StageRecord))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    // Text of people, such as an em dash, stays readable; the files are not spliced into HTML.
    internal static RecordJson Readable { get; } = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
