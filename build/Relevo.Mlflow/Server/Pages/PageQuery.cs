using Microsoft.AspNetCore.Http;

namespace Relevo.Mlflow.Server.Pages;

/// <summary>Reads a page's query leniently: a link that someone has mangled shows the nearest thing rather than a fault.</summary>
internal static class PageQuery
{
    private const int LastPage = 1_000_000_000;

    /// <summary>A text without the spaces around it; empty where absent.</summary>
    public static string Text(this IQueryCollection query, string name) => query.TryGetValue(name, out var found) ? (found[0] ?? "").Trim() : "";

    /// <summary>All values of a name that say something.</summary>
    public static IReadOnlyList<string> All(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var found) ? [.. found.OfType<string>().Where(value => value.Length > 0)] : [];

    /// <summary>One of some words; the first of them where absent or unknown.</summary>
    public static string OneOf(this IQueryCollection query, string name, params ReadOnlySpan<string> words)
    {
        var text = query.Text(name);
        return words.Contains(text) ? text : words[0];
    }

    /// <summary>The number of a part of a list, from 1.</summary>
    public static int Page(this IQueryCollection query) => int.TryParse(query.Text("page"), out var number) ? Math.Clamp(number, 1, LastPage) : 1;

    /// <summary>Which lifecycle stages.</summary>
    public static ViewType View(this IQueryCollection query) => query.OneOf("view", "active", "deleted", "all") switch
    {
        "deleted" => ViewType.DeletedOnly, "all" => ViewType.All, _ => ViewType.ActiveOnly,
    };

    /// <summary>The word for a view in a query.</summary>
    public static string Word(this ViewType view) => view switch { ViewType.DeletedOnly => "deleted", ViewType.All => "all", _ => "active" };

    /// <summary>The choices of a view for people.</summary>
    public static IReadOnlyList<(string Value, string Text)> Views { get; } = [("active", "Active"), ("deleted", "Deleted"), ("all", "All")];
}
