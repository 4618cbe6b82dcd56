using System.Xml.Linq;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>A sign that tells a status by shape and word; colour only underlines it.</summary>
/// <param name="Word">The status in a word.</param>
/// <param name="Tone">The colour's class: <c>good</c>, <c>bad</c>, <c>warn</c> or <c>calm</c>.</param>
/// <param name="Shape">The sign's path in a box of 16 by 16.</param>
internal sealed record Sign(string Word, string Tone, string Shape)
{
    private const string Check = "M3.5 8.5l3 3 6-7";
    private const string Cross = "M4 4l8 8M12 4l-8 8";
    private const string Dash = "M4 8h8";
    private const string Clock = "M8 2.5a5.5 5.5 0 1 0 .01 0M8 5v3.2l2.2 1.4";
    private const string Play = "M5.5 4v8l6-4z";
    private const string Star = "M8 2.6l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.3l-3.4 1.8.7-3.8-2.8-2.7 3.8-.5z";

    public static Sign Best { get; } = new("best", "good", Star);

    public static Sign Champion { get; } = new("champion", "good", Star);

    public static Sign Deleted { get; } = new("Deleted", "warn", Cross);

    public static Sign Of(string status) => status switch
    {
        "FINISHED" => new("Finished", "good", Check),
        "FAILED" => new("Failed", "bad", Cross),
        "KILLED" => new("Killed", "warn", Dash),
        "RUNNING" => new("Running", "info", Play),
        "SCHEDULED" => new("Scheduled", "calm", Clock),
        _ => new(status, "calm", Dash),
    };

    /// <summary>The sign before its word.</summary>
    public XElement ToBadge() =>
        El($"span.badge.{Tone}", El("svg.icon", At("viewBox", "0 0 16 16"), At("aria-hidden", "true"), At("focusable", "false"), El("path", At("d", Shape))), Word);
}
