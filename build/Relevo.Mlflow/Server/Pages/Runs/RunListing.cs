using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A part of an experiment's runs.</summary>
internal sealed record RunListing
{
    /// <summary>All runs that the filter holds for.</summary>
    public required long Total { get; init; }

    public required IReadOnlyList<ListedRun> Rows { get; init; }

    /// <summary>The columns that are shown.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The keys of these runs and of the newest ones, to choose columns from.</summary>
    public required IReadOnlyList<Field> Keys { get; init; }
}
