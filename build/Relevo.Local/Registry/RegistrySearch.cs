using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Registry;

/// <summary>Whole lists from the store's pages.</summary>
internal static class RegistrySearch
{
    /// <summary>Every version of a model, newest first; empty where there is no such model.</summary>
    public static IReadOnlyList<Mlflow.ModelVersion> Versions(this TrackingStore store, string model) =>
        All(page => store.SearchModelVersions($"name = {Quote(model)}", ["version_number DESC"], maxResults: null, page));

    /// <summary>The names of all models.</summary>
    public static IReadOnlyList<string> ModelNames(this TrackingStore store) =>
        [.. All(page => store.SearchRegisteredModels(filter: null, ["name ASC"], maxResults: 1000, page)).Select(model => model.Name)];

    private static List<T> All<T>(Func<string?, Page<T>> ask)
    {
        List<T> all = [];
        string? token = null;
        do
        {
            var page = ask(token);
            all.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);
        return all;
    }

    // The grammar has two kinds of quotes and no escapes.
    private static string Quote(string text) => text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : $"'{text}'";
}
