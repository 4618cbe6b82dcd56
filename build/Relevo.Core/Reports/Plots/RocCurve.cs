namespace Relevo.Core.Reports.Plots;

/// <summary>The receiver operating characteristic: the share of true alarms against the share of false ones, over all thresholds.</summary>
internal sealed class RocCurve
{
    private RocCurve(IReadOnlyList<(double FalseRate, double TrueRate)> points, double area) => (Points, Area) = (points, area);

    /// <summary>From (0, 0) to (1, 1), one point for each distinct score.</summary>
    public IReadOnlyList<(double FalseRate, double TrueRate)> Points { get; }

    /// <summary>The area beneath: the chance that a random positive is scored above a random negative, ties counting half.</summary>
    public double Area { get; }

    /// <summary>Computes the curve.</summary>
    /// <returns>Null where one of the two classes is absent, or a score is NaN: there is no order then.</returns>
    public static RocCurve? Of(IReadOnlyList<double> labels, IReadOnlyList<double> scores)
    {
        var positives = labels.Count(label => label == 1);
        var negatives = labels.Count - positives;
        if (positives == 0 || negatives == 0 || scores.Any(double.IsNaN))
            return null;

        List<(double, double)> points = [(0, 0)];
        var (hits, alarms, area) = (0L, 0L, 0d);
        foreach (var tied in Enumerable.Range(0, labels.Count).GroupBy(row => scores[row]).OrderByDescending(tied => tied.Key))
        {
            var hitsHere = tied.Count(row => labels[row] == 1);
            var alarmsHere = tied.Count() - hitsHere;
            area += alarmsHere * (hits + (hitsHere / 2.0));
            (hits, alarms) = (hits + hitsHere, alarms + alarmsHere);
            points.Add(((double)alarms / negatives, (double)hits / positives));
        }
        return new(points, area / positives / negatives);
    }
}
