using System.Text;
using System.Xml.Linq;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Plots;

/// <summary>A plot with two axes, drawn as SVG whose colours come from the page's style sheet.</summary>
internal sealed class Plot
{
    private const int Width = 440;
    private const int Height = 300;
    private const int Left = 52;
    private const int Right = 14;
    private const int Top = 12;
    private const int Bottom = 42;

    private readonly List<XElement> _marks = [];
    private readonly List<XElement> _legend = [];
    private readonly LinearScale _x;
    private readonly LinearScale _y;
    private readonly string _xName;
    private readonly string _yName;

    /// <param name="x">The range of the horizontal axis.</param>
    /// <param name="y">The range of the vertical axis.</param>
    public Plot((string Name, double Low, double High) x, (string Name, double Low, double High) y)
    {
        (_xName, _yName) = (x.Name, y.Name);
        _x = new LinearScale(x.Low, x.High, Left, Width - Right);
        _y = new LinearScale(y.Low, y.High, Height - Bottom, Top);
    }

    /// <summary>A thin dashed line for comparison.</summary>
    public Plot Reference(double x1, double y1, double x2, double y2)
    {
        _marks.Add(Tag("path.reference", At("d", $"M{Pixel(_x[x1])} {Pixel(_y[y1])}L{Pixel(_x[x2])} {Pixel(_y[y2])}")));
        return this;
    }

    /// <summary>A line through points; points that are not numbers break it.</summary>
    public Plot Line(string tone, string? name, IEnumerable<(double X, double Y)> points, bool hasDots = false)
    {
        var path = new StringBuilder();
        var dots = new StringBuilder();
        var isBroken = true;
        foreach (var (x, y) in points)
        {
            var isPoint = double.IsFinite(x) && double.IsFinite(y);
            if (isPoint)
            {
                path.Append(isBroken ? 'M' : 'L').Append(Pixel(_x[x])).Append(' ').Append(Pixel(_y[y]));
                dots.Append('M').Append(Pixel(_x[x])).Append(' ').Append(Pixel(_y[y])).Append("h0");
            }
            isBroken = !isPoint;
        }
        _marks.Add(Tag($"path.line.{tone}", At("d", path.ToString())));
        if (hasDots)
            _marks.Add(Tag($"path.dots.{tone}", At("d", dots.ToString())));
        return Legend($"line.{tone}", name);
    }

    /// <summary>A dot at each point.</summary>
    public Plot Dots(string tone, string? name, IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)))
            path.Append('M').Append(Pixel(_x[x])).Append(' ').Append(Pixel(_y[y])).Append("h0");
        _marks.Add(Tag($"path.dots.faint.{tone}", At("d", path.ToString())));
        return Legend($"dots.{tone}", name);
    }

    /// <summary>A histogram's outline over a faint area.</summary>
    /// <param name="tone">The colour's class.</param>
    /// <param name="name">What the legend says.</param>
    /// <param name="edges">Where the bins begin and where the last one ends: one more than the heights.</param>
    /// <param name="heights">The bins' heights.</param>
    public Plot Bins(string tone, string? name, IReadOnlyList<double> edges, IReadOnlyList<double> heights)
    {
        var path = new StringBuilder($"M{Pixel(_x[edges[0]])} {Pixel(_y[0])}");
        for (var at = 0; at < heights.Count; at++)
            path.Append($"V{Pixel(_y[heights[at]])}H{Pixel(_x[edges[at + 1]])}");
        path.Append($"V{Pixel(_y[0])}");
        _marks.Add(Tag($"path.area.{tone}", At("d", path + "Z")));
        _marks.Add(Tag($"path.line.{tone}", At("d", path.ToString())));
        return Legend($"line.{tone}", name);
    }

    /// <summary>The plot with its title, and in words what it shows.</summary>
    public XElement ToFigure(string title, string description) => Tag("figure",
        Tag("figcaption", Cut(title, 80)),
        Tag("svg.plot", At("viewBox", $"0 0 {Width} {Height}"), At("role", "img"), At("aria-label", Cut($"{title}. {description}", 500)), Axes(), _marks),
        _legend.Count > 0 ? Tag("ul.legend", _legend.OrderBy(item => item.Value, StringComparer.Ordinal)) : null,
        Tag("p.muted.small", Cut(description)));

    private IEnumerable<XElement> Axes()
    {
        foreach (var tick in _y.Ticks())
        {
            var y = Pixel(_y[tick]);
            yield return Tag("path.grid", At("d", $"M{Left} {y}H{Width - Right}"));
            yield return Text("tick end", Left - 6, _y[tick] + 4, Compact(tick));
        }
        foreach (var tick in _x.Ticks())
            yield return Text("tick middle", _x[tick], Height - Bottom + 17, Compact(tick));
        yield return Tag("path.axis", At("d", $"M{Left} {Height - Bottom}H{Width - Right}"));
        yield return Text("label middle", (Left + Width - Right) / 2.0, Height - 6, Cut(_xName, 50));
        yield return Tag("text.label.middle", At("transform", $"translate(12 {(Top + Height - Bottom) / 2}) rotate(-90)"), Cut(_yName, 40));
    }

    private Plot Legend(string swatch, string? name)
    {
        if (name is not null)
        {
            _legend.Add(Tag("li", Tag("svg.swatch", At("viewBox", "0 0 24 8"), At("aria-hidden", "true"),
                Tag($"path.{swatch}", At("d", swatch.StartsWith("dots", StringComparison.Ordinal) ? "M12 4h0" : "M0 4H24"))), Cut(name, 80)));
        }
        return this;
    }

    private static XElement Text(string classes, double x, double y, string text) =>
        Tag("text." + classes.Replace(' ', '.'), At("x", Pixel(x)), At("y", Pixel(y)), text);

    private static string Compact(double value) => Math.Abs(value) switch
    {
        >= 1e9 => value.ToString("0.##e+0"),
        >= 1e6 => Number(value / 1e6) + "M",
        >= 1e4 => Number(value / 1e3) + "k",
        _ => Number(value),
    };
}
