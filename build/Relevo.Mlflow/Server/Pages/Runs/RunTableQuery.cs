using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Pages.Markup;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>Which runs the table shows, and how. All of it is in the page's address, so a table can be kept and sent.</summary>
internal sealed record RunTableQuery
{
    public const int UsualSize = 100;

    public static IReadOnlyList<int> Sizes { get; } = [25, UsualSize, 500];

    public required string Experiment { get; init; }

    /// <summary>A filter in the grammar of runs/search.</summary>
    public string Filter { get; init; } = "";

    public Column Sort { get; init; } = Column.Started;

    public bool IsDescending { get; init; } = true;

    /// <summary>The chosen columns; null before anyone chooses.</summary>
    public IReadOnlyList<Column>? Columns { get; init; }

    public ViewType View { get; init; } = ViewType.ActiveOnly;

    public int Page { get; init; } = 1;

    public int Size { get; init; } = UsualSize;

    public static RunTableQuery Of(string experiment, IQueryCollection query) => new()
    {
        Experiment = experiment,
        Filter = query.Text("filter"),
        Sort = Column.Parse(query.Text("sort")) ?? Column.Started,
        IsDescending = query.OneOf("dir", "desc", "asc") == "desc",
        // The form sends an empty one too, so that choosing none is a choice.
        Columns = query.ContainsKey("column") ? [.. query.All("column").Select(Column.Parse).OfType<Column>().DistinctBy(column => column.Text)] : null,
        View = query.View(),
        Page = query.Page(),
        Size = int.TryParse(query.Text("size"), out var size) && Sizes.Contains(size) ? size : UsualSize,
    };

    /// <summary>The address that shows the same.</summary>
    public Address ToAddress()
    {
        var address = Addresses.Experiment(Experiment)
            .With("filter", Filter)
            .With("sort", Sort.Text == Column.Started.Text ? null : Sort.Text)
            .With("dir", IsDescending ? null : "asc")
            .With("view", View == ViewType.ActiveOnly ? null : View.Word())
            .With("size", Size == UsualSize ? null : Size.ToString())
            .With("page", Page == 1 ? null : Page.ToString());
        if (Columns is null)
            return address;
        return Columns.Aggregate(Columns.Count == 0 ? address.And("column", "") : address, (before, column) => before.And("column", column.Text));
    }
}
