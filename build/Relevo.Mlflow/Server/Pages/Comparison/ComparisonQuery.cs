using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Pages.Comparison;

/// <summary>Which runs are compared, and how.</summary>
internal sealed record ComparisonQuery
{
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>The field across the scatter plot, such as <c>params.depth</c>; empty for the first that fits.</summary>
    public string X { get; init; } = "";

    /// <summary>The field up the scatter plot; empty for the first that fits.</summary>
    public string Y { get; init; } = "";

    public bool IsDifferencesOnly { get; init; }

    public bool IsLog { get; init; }

    public bool IsByTime { get; init; }

    /// <summary>The metrics whose better direction is the other than their name suggests.</summary>
    public IReadOnlyList<string> Flipped { get; init; } = [];

    /// <summary>Reads which runs to compare.</summary>
    /// <exception cref="MlflowException">They are fewer than 2, more than 20, or one is named twice.</exception>
    public static ComparisonQuery Of(IQueryCollection query)
    {
        var runs = query.All("run");
        if (runs.GroupBy(run => run, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Rules.Invalid($"Run {twice.Key} is named twice: a run is not compared with itself. Choose 2 to {ComparePage.Most} different runs.");
        if (runs.Count is < 2 or > ComparePage.Most)
            throw Rules.Invalid($"{Figures.Count(runs.Count, "run")} chosen: choose 2 to {ComparePage.Most} runs to compare.");
        foreach (var run in runs)
            Rules.RunId(run);
        return new()
        {
            Runs = runs, X = query.Text("across"), Y = query.Text("up"), IsDifferencesOnly = query.Text("only") == "differences",
            IsLog = query.OneOf("y", "linear", "log") == "log", IsByTime = query.OneOf("x", "step", "time") == "time", Flipped = [.. query.All("flip").Distinct()],
        };
    }

    /// <summary>The address that shows the same.</summary>
    public Address ToAddress()
    {
        var address = Runs.Aggregate(Addresses.Compare, (before, run) => before.And("run", run))
            .With("across", X).With("up", Y).With("only", IsDifferencesOnly ? "differences" : null).With("y", IsLog ? "log" : null).With("x", IsByTime ? "time" : null);
        return Flipped.Aggregate(address, (before, metric) => before.And("flip", metric));
    }

    /// <summary>The comparison with a metric's better direction turned.</summary>
    public ComparisonQuery Flip(string metric) => this with { Flipped = Flipped.Contains(metric) ? [.. Flipped.Where(m => m != metric)] : [.. Flipped, metric] };
}
