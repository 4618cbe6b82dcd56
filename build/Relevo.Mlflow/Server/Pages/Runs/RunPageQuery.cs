using Microsoft.AspNetCore.Http;
using Relevo.Mlflow.Server.Pages.Markup;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>How a run's curves are drawn.</summary>
internal sealed record RunPageQuery
{
    /// <summary>The plots of one page: each costs a part of a query and some 20 kB.</summary>
    public const int PlotsShown = 24;

    public required string RunId { get; init; }

    /// <summary>Only metrics whose name has this in it.</summary>
    public string Metric { get; init; } = "";

    public bool IsLog { get; init; }

    public bool IsByTime { get; init; }

    public int Page { get; init; } = 1;

    public static RunPageQuery Of(string runId, IQueryCollection query) => new()
    {
        RunId = runId, Metric = query.Text("metric"), IsLog = query.OneOf("y", "linear", "log") == "log", IsByTime = query.OneOf("x", "step", "time") == "time", Page = query.Page(),
    };

    /// <summary>The address that shows the same.</summary>
    public Address ToAddress() => Addresses.Run(RunId).With("metric", Metric).With("y", IsLog ? "log" : null).With("x", IsByTime ? "time" : null).With("page", Page == 1 ? null : Page.ToString());
}
