using Microsoft.AspNetCore.StaticFiles;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>The media type of an artifact by its name, as the real server answers it.</summary>
internal static class MediaTypes
{
    private const string Unknown = "application/octet-stream";

    private static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml", "xml", "json", "js", "py",
        "py3", "csv", "tsv", "md", "rst", "MLmodel", "MLproject",
    };

    private static readonly FileExtensionContentTypeProvider Known = new();

    public static string Of(string name)
    {
        var extension = name[(name.LastIndexOf('.') + 1)..];
        if (Texts.Contains(extension))
            return "text/plain";
        return Known.TryGetContentType(name, out var type) ? type : Unknown;
    }
}
