namespace Relevo.Mlflow.Server.Pages.Artifacts;

/// <summary>What a file is to the pages, by its name alone: nothing is guessed from content, and nothing but images is ever shown as what it is.</summary>
internal static class ArtifactKind
{
    private static readonly Dictionary<string, string> Images = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp", [".bmp"] = "image/bmp", [".svg"] = "image/svg+xml",
    };

    /// <summary>The media type of an image; null for all else.</summary>
    public static string? ImageType(string path) => Images.GetValueOrDefault(Path.GetExtension(path));

    public static bool IsJson(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSON" or ".IPYNB";

    /// <summary>The separator of a table of text; null for all else.</summary>
    public static char? Separator(string path) => Path.GetExtension(path).ToUpperInvariant() switch { ".CSV" => ',', ".TSV" => '\t', _ => null };
}
