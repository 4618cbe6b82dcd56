using System.Text;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>The style sheet, the script and the icon of all pages.</summary>
internal static class Assets
{
    public static Asset Style { get; } = new("page.css", "text/css; charset=utf-8", Embedded("page.css"));

    public static Asset Script { get; } = new("page.js", "text/javascript; charset=utf-8", Embedded("page.js"));

    public static Asset Icon { get; } = new("icon.svg", "image/svg+xml", Encoding.UTF8.GetBytes("""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2152c4" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"><path d="M3 16c5 0 5-8 10-8h5"/><path d="M15 4.5L18.5 8 15 11.5"/><circle cx="18" cy="16.5" r="2.2"/></svg>
        """));

    public static IReadOnlyList<Asset> All { get; } = [Style, Script, Icon];

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)!; // The project file embeds both.
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
