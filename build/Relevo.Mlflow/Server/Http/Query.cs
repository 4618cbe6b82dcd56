using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The fields of a GET call.</summary>
internal sealed class Query(HttpRequest request)
{
    private readonly IQueryCollection _values = request.Query;

    public string Required(string name) => JsonRoutes.Required(Text(name), name);

    public string? Text(string name) => _values.TryGetValue(name, out var found) ? found[0] : request.RouteValues[name] as string;

    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var found) ? [.. found.OfType<string>()] : [];

    public long? Number(string name) => Text(name) switch
    {
        null => null,
        var text when long.TryParse(text, out var number) => number,
        var text => throw Rules.Invalid($"Invalid value \"{text}\" for parameter '{name}' supplied. See the API docs for more information about request parameters."),
    };

    public ViewType View(string name) => Text(name)?.ToUpperInvariant() switch
    {
        null or "ACTIVE_ONLY" or "1" => ViewType.ActiveOnly,
        "DELETED_ONLY" or "2" => ViewType.DeletedOnly,
        "ALL" or "3" => ViewType.All,
        var other => throw Rules.Invalid($"Invalid value \"{other}\" for parameter '{name}' supplied; choose one of ACTIVE_ONLY, DELETED_ONLY, ALL."),
    };

    /// <summary>The run, under its new or its old name.</summary>
    public string RunId() => JsonRoutes.Required(Text("run_id") ?? Text("run_uuid"), "run_id");
}
