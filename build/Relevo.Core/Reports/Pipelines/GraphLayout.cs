using Relevo.Core.Workspaces;

namespace Relevo.Core.Reports.Pipelines;

/// <summary>
/// Lays a graph out in layers from left to right: a step stands right of all that it depends on, long edges pass through places of their
/// own, and the order within a layer is the one that crosses least by the barycentre rule (Sugiyama, Tagawa and Toda 1981).
/// </summary>
internal sealed class GraphLayout
{
    private const int Sweeps = 6;

    private readonly Dictionary<string, Place> _steps = new(StringComparer.Ordinal);
    private readonly List<List<Place>> _layers = [];
    private readonly List<IReadOnlyList<Place>> _edges = [];

    private GraphLayout()
    {
    }

    /// <summary>The steps' places by name.</summary>
    public IReadOnlyDictionary<string, Place> Steps => _steps;

    /// <summary>The places that each edge passes, from the step that is needed to the one that needs it.</summary>
    public IReadOnlyList<IReadOnlyList<Place>> Edges => _edges;

    /// <summary>How many layers there are.</summary>
    public int LayerCount => _layers.Count;

    /// <summary>How many places the largest layer has.</summary>
    public int RowCount => _layers.Count == 0 ? 0 : _layers.Max(layer => layer.Count);

    /// <summary>Lays the steps out; dependencies on steps that are not there, and those that close a cycle, are left out.</summary>
    public static GraphLayout Of(IReadOnlyList<JobStep> steps)
    {
        var layout = new GraphLayout();
        var byName = steps.DistinctBy(step => step.Name).ToDictionary(step => step.Name, StringComparer.Ordinal);
        foreach (var step in byName.Values)
            layout.Put(step, byName, []);
        foreach (var step in byName.Values)
            layout.Connect(step);
        layout.Order();
        return layout;
    }

    private int Put(JobStep step, Dictionary<string, JobStep> byName, HashSet<string> path)
    {
        if (_steps.TryGetValue(step.Name, out var known))
            return known.Layer;
        if (!path.Add(step.Name))
            return -1;
        var layer = step.DependsOn.Where(byName.ContainsKey).Select(name => Put(byName[name], byName, path)).DefaultIfEmpty(-1).Max() + 1;
        path.Remove(step.Name);
        _steps[step.Name] = Add(layer);
        return layer;
    }

    private void Connect(JobStep step)
    {
        var to = _steps[step.Name];
        foreach (var name in step.DependsOn.Distinct(StringComparer.Ordinal))
        {
            if (!_steps.TryGetValue(name, out var from) || from.Layer >= to.Layer)
                continue;
            List<Place> route = [from];
            for (var layer = from.Layer + 1; layer < to.Layer; layer++)
                route.Add(Add(layer));
            route.Add(to);
            _edges.Add(route);
            foreach (var (before, after) in route.Zip(route.Skip(1)))
            {
                before.After.Add(after);
                after.Before.Add(before);
            }
        }
    }

    private Place Add(int layer)
    {
        while (_layers.Count <= layer)
            _layers.Add([]);
        var place = new Place(layer) { Row = _layers[layer].Count };
        _layers[layer].Add(place);
        return place;
    }

    private void Order()
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForward = sweep % 2 == 0;
            foreach (var layer in isForward ? _layers : Enumerable.Reverse(_layers))
            {
                var sorted = layer.OrderBy(place => Barycentre(isForward ? place.Before : place.After, place.Row)).ToList();
                for (var row = 0; row < sorted.Count; row++)
                    sorted[row].Row = row + ((RowCount - sorted.Count) / 2.0);
            }
        }
    }

    private static double Barycentre(List<Place> neighbours, double otherwise) =>
        neighbours.Count == 0 ? otherwise : neighbours.Average(place => place.Row);

    /// <summary>Where a step stands, or where an edge passes a layer.</summary>
    internal sealed class Place(int layer)
    {
        /// <summary>The layer, 0 at the left.</summary>
        public int Layer => layer;

        /// <summary>The row, 0 at the top; halves occur where layers differ in size.</summary>
        public double Row { get; set; }

        internal List<Place> Before { get; } = [];

        internal List<Place> After { get; } = [];
    }
}
