using System.Text.Json;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    /// <summary>The most points of one answer about several runs.</summary>
    private const int MostHistory = 25_000;

    /// <summary>The most points for each run where a series is thinned out.</summary>
    private const int MostSampled = 2500;

    private const int MostDatasets = 1000;

    /// <summary>The points of one metric of several runs: by run, then time, step and value.</summary>
    /// <param name="runIds">The runs, at most 100.</param>
    /// <param name="key">The name of the metric.</param>
    /// <param name="maxResults">The most points, at most 25,000; null for that.</param>
    /// <returns>The points, each with its run.</returns>
    public IReadOnlyList<Metric> GetMetricHistoryBulk(IReadOnlyList<string> runIds, string key, long? maxResults)
    {
        var runs = JsonOf(runIds);
        return _database.Read(s => s.Query(
            """
            SELECT s.key, p.value, p.is_nan, p.timestamp, p.step, NULL, NULL, NULL, r.run_id
            FROM runs r JOIN series s ON s.run = r.id AND s.key = $2 JOIN points p ON p.series = s.id
            WHERE r.run_id IN (SELECT value FROM json_each($1)) ORDER BY r.run_id, p.timestamp, p.step, p.value LIMIT $3
            """,
            r => ReadMetric(r, 0) with { RunId = r.GetString(8) }, runs, key, Math.Clamp(maxResults ?? MostHistory, 0, MostHistory)));
    }

    /// <summary>The points of one metric of several runs at evenly spaced steps, for a plot. The first and last step of each run are always among them.</summary>
    /// <param name="runIds">The runs, at most 100.</param>
    /// <param name="key">The name of the metric.</param>
    /// <param name="startStep">The first step; null for 0, then <paramref name="endStep"/> is null too.</param>
    /// <param name="endStep">The last step; null for the greatest.</param>
    /// <param name="maxResults">About so many steps, from 1 to 2500; null for 2500.</param>
    /// <returns>The points by run in the order given, then step and time, each with its run.</returns>
    /// <exception cref="MlflowException">Only one end is given, or they are the wrong way round.</exception>
    public IReadOnlyList<Metric> GetSampledHistory(IReadOnlyList<string> runIds, string key, long? startStep, long? endStep, int? maxResults)
    {
        if (startStep > endStep)
            throw Rules.Invalid($"end_step must be greater than start_step. Found start_step={startStep} and end_step={endStep}.");
        if (startStep is null != endStep is null)
            throw Rules.Invalid("If either start step or end step are specified, both must be specified.");
        return _database.Read(s =>
        {
            var steps = SampledSteps(StepsOf(s, runIds, key), startStep, endStep, maxResults ?? MostSampled);
            var wanted = JsonOf(steps);
            return (List<Metric>)[.. runIds.SelectMany(runId => s.Query(
                """
                SELECT s.key, p.value, p.is_nan, p.timestamp, p.step, NULL, NULL, NULL
                FROM runs r JOIN series s ON s.run = r.id AND s.key = $2 JOIN points p ON p.series = s.id
                WHERE r.run_id = $1 AND p.step IN (SELECT value FROM json_each($3)) ORDER BY p.step, p.timestamp LIMIT $4
                """,
                r => ReadMetric(r, 0) with { RunId = runId }, runId, key, wanted, MostHistory))];
        });
    }

    /// <summary>The data sets that runs of experiments read.</summary>
    /// <param name="experimentIds">The experiments, at most 20.</param>
    /// <returns>At most 1000 summaries, one for each data set and context.</returns>
    public IReadOnlyList<DatasetSummary> SearchDatasets(IReadOnlyList<string> experimentIds) => _database.Read(s => s.Query(
        """
        SELECT DISTINCT d.experiment, d.name, d.digest, t.value
        FROM datasets d JOIN inputs i ON i.dataset = d.id JOIN runs r ON r.id = i.run AND r.stage = 'active'
        LEFT JOIN input_tags t ON t.run = i.run AND t.dataset = d.id AND t.key = $2
        WHERE CAST(d.experiment AS TEXT) IN (SELECT value FROM json_each($1)) ORDER BY d.experiment, d.name, d.digest, t.value LIMIT $3
        """,
        r => new DatasetSummary { ExperimentId = r.GetInt64(0).ToString(), Name = r.GetString(1), Digest = r.GetString(2), Context = Text(r, 3) },
        JsonOf(experimentIds), DatasetInput.ContextTag, MostDatasets));

    private static List<List<long>> StepsOf(Session s, IReadOnlyList<string> runIds, string key) => [.. runIds.Select(runId => s.Query(
        """
        SELECT DISTINCT p.step FROM runs r JOIN series s ON s.run = r.id AND s.key = $2 JOIN points p ON p.series = s.id
        WHERE r.run_id = $1 ORDER BY p.step
        """,
        r => r.GetInt64(0), runId, key))];

    /// <summary>Which steps to show: the real server's choice, since its tests and pages compare with it.</summary>
    internal static List<long> SampledSteps(List<List<long>> runs, long? startStep, long? endStep, int most)
    {
        var all = runs.SelectMany(steps => steps).Distinct().Order().ToList();
        var start = startStep ?? 0;
        var end = endStep ?? (all.Count > 0 ? all[^1] : 0);
        var ends = runs.Where(steps => steps.Count > 0).SelectMany(steps => (long[])[steps[0], steps[^1]]).Where(step => step >= start && step <= end);
        var first = all.FindIndex(step => step >= start);
        var inside = first < 0 ? [] : all[first..].TakeWhile(step => step <= end).ToList();
        if (inside.Count <= most)
            return [.. inside.Concat(ends).Distinct().Order()];
        var interval = (double)inside.Count / most;
        var sampled = Enumerable.Range(0, most).Select(i => (int)(i * interval)).Where(i => i < inside.Count).Select(i => inside[i]);
        return [.. sampled.Append(inside[^1]).Concat(ends).Distinct().Order()];
    }

    private static string JsonOf(IReadOnlyList<string> texts) => $"[{string.Join(',', texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]";

    private static string JsonOf(List<long> numbers) => $"[{string.Join(',', numbers)}]";
}
