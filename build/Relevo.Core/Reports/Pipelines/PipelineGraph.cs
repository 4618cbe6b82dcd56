using System.Text;
using System.Xml.Linq;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Pipelines;

/// <summary>Draws a pipeline's steps with how each ended.</summary>
internal static class PipelineGraph
{
    private const int MaxSteps = 80;
    private const int MaxPlaces = 1000;
    private const int NodeWidth = 172;
    private const int NodeHeight = 54;
    private const int ColumnGap = 44;
    private const int RowGap = 22;
    private const int Margin = 6;

    /// <summary>The drawing; null where the training has no graph, or one too large to read.</summary>
    public static XElement? Draw(TrainRecord training)
    {
        if (training.Graph.Count is 0 or > MaxSteps)
            return null;

        var layout = GraphLayout.Of(training.Graph);
        if (layout.Edges.Sum(edge => edge.Count) > MaxPlaces)
            return null;

        var results = training.Job.Steps.DistinctBy(step => step.Step).ToDictionary(step => step.Step, StringComparer.Ordinal);
        var width = (2 * Margin) + (layout.LayerCount * (NodeWidth + ColumnGap)) - ColumnGap;
        var height = (2 * Margin) + (layout.RowCount * (NodeHeight + RowGap)) - RowGap;
        return Tag("svg.graph", At("viewBox", $"0 0 {width} {height}"), At("width", $"{width}"), At("height", $"{height}"),
            At("role", "img"), At("aria-label", Describe(training)),
            layout.Edges.Select(Edge),
            layout.Steps.Select(step => Node(step.Key, step.Value, results.GetValueOrDefault(step.Key))));
    }

    private static XElement Node(string name, GraphLayout.Place place, StepResult? result)
    {
        var mark = result is null ? Mark.Of(JobStatus.NotStarted) : Mark.Of(result);
        var line = result is { Duration.Ticks: > 0, IsReused: false } ? $"{mark.Word}, {Duration(result.Duration)}" : mark.Word;
        return Tag($"g.node.{mark.Tone}", At("transform", $"translate({Pixel(X(place))} {Pixel(Y(place))})"),
            Tag("title", result is null ? Cut(name) : Cut($"{name}: {result.Reason}")),
            Tag("rect", At("width", $"{NodeWidth}"), At("height", $"{NodeHeight}"), At("rx", "9")),
            Tag("g", At("transform", "translate(13 19)"), Tag("path.sign", At("d", mark.Shape))),
            Tag("text.name", At("x", "40"), At("y", "23"), Cut(name, 17)),
            Tag("text.state", At("x", "40"), At("y", "41"), line));
    }

    private static XElement Edge(IReadOnlyList<GraphLayout.Place> route)
    {
        var path = new StringBuilder();
        for (var at = 1; at < route.Count; at++)
        {
            var (from, to) = (route[at - 1], route[at]);
            var (x1, y1) = (X(from) + NodeWidth, Y(from) + (NodeHeight / 2.0));
            var (x2, y2) = (X(to), Y(to) + (NodeHeight / 2.0));
            var bend = (x1 + x2) / 2;
            path.Append(at == 1 ? $"M{Pixel(x1)} {Pixel(y1)}" : $"H{Pixel(x1)}");
            path.Append($"C{Pixel(bend)} {Pixel(y1)} {Pixel(bend)} {Pixel(y2)} {Pixel(x2)} {Pixel(y2)}");
            if (at == route.Count - 1)
                path.Append($"m-6 -4.5L{Pixel(x2 - 0.5)} {Pixel(y2)}l-5.5 4.5");
        }
        return Tag("path.edge", At("d", path.ToString()));
    }

    private static string Describe(TrainRecord training) => Cut("Pipeline: " + string.Join("; ", training.Graph.Select(step =>
        step.DependsOn.Count == 0 ? step.Name : $"{step.Name} after {string.Join(", ", step.DependsOn)}")), 2000);

    private static double X(GraphLayout.Place place) => Margin + (place.Layer * (NodeWidth + ColumnGap));

    private static double Y(GraphLayout.Place place) => Margin + (place.Row * (NodeHeight + RowGap));
}
