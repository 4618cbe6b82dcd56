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
    private static RecordJson? _readable;

    // Text of people, such as an accent, stays readable; the files are not spliced into HTML. Made late: the generated Default is set after
    // this class' own static members.
    internal static RecordJson Readable => _readable ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
