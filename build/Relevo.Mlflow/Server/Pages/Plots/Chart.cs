using System.Text;
using System.Xml.Linq;
using static Relevo.Mlflow.Server.Pages.Markup.Figures;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Plots;

/// <summary>A drawing with two axes, as SVG whose colours come from the page's style sheet.</summary>
internal sealed class Chart
{
    private const int Width = 460;
    private const int Height = 280;
    private const int Left = 58;
    private const int Right = 12;
    private const int Top = 12;
    private const int Bottom = 42;
    private const int MostDots = 40;

    private readonly List<XElement> _marks = [];
    private readonly List<XElement> _legend = [];
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly string _xName;
    private readonly string _yName;

    /// <param name="x">Name and values of the horizontal axis.</param>
    /// <param name="y">Name and values of the vertical axis.</param>
    /// <param name="isLog">Whether the vertical axis shows ratios.</param>
    public Chart((string Name, IEnumerable<double> Values) x, (string Name, IEnumerable<double> Values) y, bool isLog)
    {
        (_xName, _yName) = (x.Name, y.Name);
        _x = Axis.Over(x.Values, Left, Width - Right, isLog: false, room: 0.015);
        _y = Axis.Over(y.Values, Height - Bottom, Top, isLog);
    }

    /// <summary>A curve; where points stand for several, a shade shows their range.</summary>
    public Chart Curve(int series, string? name, IReadOnlyList<PlotPoint> points)
    {
        if (points.Any(p => p.Low < p.High) && Shade(points) is { } shade)
            _marks.Add(El($"path.area.s{series}", At("d", shade)));
        var line = Path(points, isDots: false);
        if (line.Length > 0)
            _marks.Add(El($"path.line.s{series}", At("d", line)));
        if (points.Count <= MostDots && Path(points, isDots: true) is { Length: > 0 } dots)
            _marks.Add(El($"path.dots.s{series}", At("d", dots)));
        if (name is not null)
            _legend.Add(El("li", El("svg.swatch", At("viewBox", "0 0 24 8"), At("aria-hidden", "true"), At("focusable", "false"), El($"path.line.s{series}", At("d", "M1 4h22"))), name));
        return this;
    }

    /// <summary>One thing as a dot that says its name.</summary>
    public Chart Dot(int series, string name, double x, double y)
    {
        if (_x[x] is not { } left || _y[y] is not { } top)
            return this;
        _marks.Add(El($"circle.spot.s{series}", At("cx", Pixel(left)), At("cy", Pixel(top)), At("r", "5"), El("title", $"{name}: {_xName} {Number(x)}, {_yName} {Number(y)}")));
        _legend.Add(El("li", El("svg.swatch", At("viewBox", "0 0 24 8"), At("aria-hidden", "true"), At("focusable", "false"), El($"circle.spot.s{series}", At("cx", "12"), At("cy", "4"), At("r", "4"))), name));
        return this;
    }

    /// <summary>The drawing with its caption and legend.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="spoken">What it shows, for those who cannot see it.</param>
    public XElement ToFigure(object caption, string spoken) => El("figure",
        El("figcaption", caption),
        El("svg.plot", At("viewBox", $"0 0 {Width} {Height}"), At("role", "img"), At("aria-label", spoken),
            _y.Ticks().Select(HorizontalLine), _x.Ticks().Select(VerticalTick),
            El("path.axis", At("d", $"M{Left} {Top}V{Height - Bottom}H{Width - Right}"), At("fill", "none")),
            _marks,
            El("text.label.end", At("x", Width - Right), At("y", Height - 6), Cut(_xName, 60))),
        _legend.Count == 0 ? null : El("ul.legend", _legend));

    private XElement? HorizontalLine((double Value, string Label) tick) => _y[tick.Value] is not { } y ? null : El("g",
        El("path.grid", At("d", $"M{Left} {Pixel(y)}H{Width - Right}")),
        El("text.end", At("x", Left - 7), At("y", Pixel(y + 4)), tick.Label));

    private XElement? VerticalTick((double Value, string Label) tick) => _x[tick.Value] is not { } x ? null :
        El("text.middle", At("x", Pixel(x)), At("y", Height - Bottom + 17), tick.Label);

    private string Path(IReadOnlyList<PlotPoint> points, bool isDots)
    {
        var path = new StringBuilder();
        var isOpen = false;
        foreach (var point in points)
        {
            // What cannot be drawn leaves a gap, rather than a line through where nothing was.
            if (_x[point.X] is not { } x || _y[point.Y] is not { } y)
            {
                isOpen = false;
                continue;
            }
            path.Append(isOpen && !isDots ? 'L' : 'M').Append(Pixel(x)).Append(' ').Append(Pixel(y));
            if (isDots)
                path.Append("h0");
            isOpen = true;
        }
        return path.ToString();
    }

    private string? Shade(IReadOnlyList<PlotPoint> points)
    {
        var shown = points.Select(p => (X: _x[p.X], Low: _y[p.Low] ?? _y[p.Y], High: _y[p.High] ?? _y[p.Y])).Where(p => p is { X: not null, Low: not null, High: not null }).ToList();
        if (shown.Count < 2)
            return null;
        var above = shown.Select(p => $"{Pixel(p.X ?? 0)} {Pixel(p.High ?? 0)}");
        var below = shown.AsEnumerable().Reverse().Select(p => $"{Pixel(p.X ?? 0)} {Pixel(p.Low ?? 0)}");
        return $"M{string.Join('L', above.Concat(below))}z";
    }
}
