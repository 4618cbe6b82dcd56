using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Relevo.Mlflow.Server.Pages.Artifacts;

/// <summary>JSON as people read it.</summary>
internal static class JsonText
{
    /// <summary>The text with line breaks and indents; as it is where it is no JSON.</summary>
    public static string Indent(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return text;
        try
        {
            using var document = JsonDocument.Parse(text);
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                document.WriteTo(writer);
            return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A lone half of a surrogate pair is an InvalidOperationException when written.
            return text;
        }
    }
}
