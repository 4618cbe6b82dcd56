using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Pages.Markup;

namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>Which models are listed, and how.</summary>
internal sealed record ModelListQuery
{
    public const int Size = 50;

    public string Search { get; init; } = "";

    public string Sort { get; init; } = "name";

    public bool IsDescending { get; init; }

    public int Page { get; init; } = 1;

    public static ModelListQuery Of(IQueryCollection query) => new()
    {
        Search = query.Text("q"), Sort = query.OneOf("sort", "name", "updated", "versions"), IsDescending = query.OneOf("dir", "asc", "desc") == "desc", Page = query.Page(),
    };

    /// <summary>The address that shows the same.</summary>
    public Address ToAddress() => Addresses.Models
        .With("q", Search).With("sort", Sort == "name" ? null : Sort).With("dir", IsDescending ? "desc" : null).With("page", Page == 1 ? null : Page.ToString());
}
