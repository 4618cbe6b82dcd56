using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Pages.Markup;

namespace Relevo.Mlflow.Server.Pages.Experiments;

/// <summary>Which experiments are listed, and how.</summary>
internal sealed record ExperimentListQuery
{
    public const int Size = 50;

    public string Search { get; init; } = "";

    public ViewType View { get; init; } = ViewType.ActiveOnly;

    public string Sort { get; init; } = "last";

    public bool IsDescending { get; init; } = true;

    public int Page { get; init; } = 1;

    public static ExperimentListQuery Of(IQueryCollection query)
    {
        var sort = query.OneOf("sort", "last", "name", "created", "runs");
        return new()
        {
            Search = query.Text("q"), View = query.View(), Sort = sort, Page = query.Page(),
            IsDescending = query.OneOf("dir", sort == "name" ? "asc" : "desc", "asc", "desc") == "desc",
        };
    }

    /// <summary>The address that shows the same.</summary>
    public Address ToAddress() => Addresses.Experiments
        .With("q", Search)
        .With("view", View == ViewType.ActiveOnly ? null : View.Word())
        .With("sort", Sort == "last" ? null : Sort)
        .With("dir", IsDescending == (Sort != "name") ? null : IsDescending ? "desc" : "asc")
        .With("page", Page == 1 ? null : Page.ToString());
}
