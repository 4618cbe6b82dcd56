using System.Xml.Linq;

namespace Relevo.Mlflow.Tests.Pages;

internal static class PageMarkup
{
    /// <summary>The table whose caption has these words.</summary>
    public static XElement Table(this XElement page, string caption) =>
        page.Descendants("table").FirstOrDefault(table => table.Element("caption")!.Value.Contains(caption, StringComparison.Ordinal))
        ?? throw new Xunit.Sdk.XunitException($"No table '{caption}' among: {string.Join("; ", page.Descendants("caption").Select(c => c.Value))}");

    public static List<XElement> Rows(this XElement table) => [.. table.Element("tbody")!.Elements("tr")];

    /// <summary>The texts of a column, by its place.</summary>
    public static List<string> Column(this XElement table, int at) => [.. table.Rows().Select(row => row.Elements().ElementAt(at).Value)];

    /// <summary>The names of the runs in a run table.</summary>
    public static List<string> Names(this XElement page) => [.. page.Descendants("table").First(t => (string?)t.Attribute("class") == "runs").Rows().Select(row => row.Element("th")!.Element("a")!.Value)];

    public static string LinkOf(this XElement page, string text) =>
        page.Descendants("a").First(a => a.Value.StartsWith(text, StringComparison.Ordinal)).Attribute("href")!.Value;
}
