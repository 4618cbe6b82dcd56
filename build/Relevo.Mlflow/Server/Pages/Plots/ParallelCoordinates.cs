using System.Xml.Linq;
using static Relevo.Mlflow.Server.Pages.Markup.Figures;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Plots;

/// <summary>Draws each run as a line over one vertical axis for each param and metric.</summary>
internal static class ParallelCoordinates
{
    private const int Top = 46;
    private const int Bottom = 26;
    private const int Height = 320;
    private const int Gap = 130;
    private const int Margin = 70;

    /// <summary>The drawing; null where there are fewer than two axes.</summary>
    /// <param name="axes">The axes, each with a text or number for each run, null where a run has none.</param>
    /// <param name="names">The names of the runs.</param>
    public static XElement? Draw(IReadOnlyList<(string Name, IReadOnlyList<string?> Values)> axes, IReadOnlyList<string> names)
    {
        if (axes.Count < 2)
            return null;
        var width = (2 * Margin) + ((axes.Count - 1) * Gap);
        var scales = axes.Select(axis => Scale.Of(axis.Values)).ToList();
        var lines = names.Select((name, run) => El($"path.line.s{run}", At("d", Line(axes, scales, run)), El("title", name)));
        return Scrolling("Parallel coordinates", El("svg.parallel", At("viewBox", $"0 0 {width} {Height}"), At("width", width), At("height", Height), At("role", "img"),
            At("aria-label", $"Parallel coordinates of {Count(names.Count, "run")} over {string.Join(", ", axes.Select(axis => axis.Name))}. The tables on this page hold the same values."),
            axes.Select((axis, at) => Upright(axis.Name, X(at))),
            lines,
            axes.Select((_, at) => Labels(scales[at], X(at)))));
    }

    private static int X(int at) => Margin + (at * Gap);

    private static string Line(IReadOnlyList<(string Name, IReadOnlyList<string?> Values)> axes, List<Scale> scales, int run)
    {
        var path = new System.Text.StringBuilder();
        var isOpen = false;
        for (var at = 0; at < axes.Count; at++)
        {
            if (axes[at].Values[run] is not { } value || scales[at].Y(value) is not { } y)
            {
                isOpen = false;
                continue;
            }
            path.Append(isOpen ? 'L' : 'M').Append(X(at)).Append(' ').Append(Pixel(y)).Append(isOpen ? "" : "h0");
            isOpen = true;
        }
        return path.ToString();
    }

    private static XElement Upright(string name, int x) => El("g",
        El("text.label.middle", At("x", x), At("y", 18), Cut(name, 18), El("title", name)),
        El("path.axis", At("d", $"M{x} {Top}V{Height - Bottom}")));

    // Over the lines, or those would strike them through.
    private static XElement Labels(Scale scale, int x) => El("g.labels",
        scale.Ticks().Select(tick => El("text.tick", At("x", x + 6), At("y", Pixel(tick.Y - 4)), Cut(tick.Label, 16))));

    /// <summary>Numbers by size; anything else by name, evenly spread.</summary>
    private sealed record Scale(Axis? Numbers, IReadOnlyList<string> Names)
    {
        public static Scale Of(IReadOnlyList<string?> values)
        {
            var present = values.OfType<string>().Distinct().ToList();
            var numbers = present.ConvertAll(Numeric.Read);
            return numbers.All(n => n is not null)
                ? new(Axis.Over(numbers.Select(n => n ?? 0), Height - Bottom, Top, isLog: false), [])
                : new(null, [.. present.Order(StringComparer.Ordinal)]);
        }

        public double? Y(string value) => Numbers is not null ? Numbers[Numeric.Read(value) ?? double.NaN] : Place(Names.ToList().IndexOf(value));

        public IEnumerable<(double Y, string Label)> Ticks() => Numbers is not null
            ? Numbers.Ticks().Select(tick => (Numbers[tick.Value] ?? 0, tick.Label))
            : Names.Select((name, at) => (Place(at), name));

        private double Place(int at) => Names.Count < 2 ? (Height - Bottom + Top) / 2.0 : Height - Bottom - ((Height - Bottom - Top) * (double)at / (Names.Count - 1));
    }
}
