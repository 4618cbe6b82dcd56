using CsCheck;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Store;

/// <summary>Points against a plain model in memory.</summary>
public sealed class SeriesTests
{
    private static readonly Gen<Metric> Points = Gen.Select(
        Search.Pick.From("a", "b", "c"), Search.Pick.From(-1.0, 0, 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity), Gen.Long[0, 2], Gen.Long[-1, 2],
        (key, value, timestamp, step) => new Metric { Key = key, Value = value, Timestamp = timestamp, Step = step });

    [Fact]
    public async Task The_latest_point_and_the_history_are_those_of_the_model()
    {
        using var folder = new TempFolder();
        await using var one = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        await using var two = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        await Points.List[0, 8].List[1, 6].SampleAsync(async batches =>
        {
            var run = (await one.CreateRunAsync("0", null, null, null, [], TestServer.Token)).Id;
            for (var i = 0; i < batches.Count; i++)
            {
                // Two stores on one file in turn: what one remembers must not outlive what the other writes.
                await (i % 2 == 0 ? one : two).LogBatchAsync(run, batches[i], [], [], TestServer.Token);
                // A refused batch in between must leave no trace, in the memory of the writer either.
                await Assert.ThrowsAsync<MlflowException>(() => one.LogBatchAsync(
                    run, [new Metric { Key = "a", Value = 7, Timestamp = 9, Step = 9 }], [new Param("p", i.ToString()), new Param("q", "")], [new Tag("bad&key", "")], TestServer.Token));
                await one.LogParamAsync(run, "fixed", "1", TestServer.Token);
                await Assert.ThrowsAsync<MlflowException>(() => one.LogBatchAsync(run, [new Metric { Key = "a", Value = 7, Timestamp = 9, Step = 9 }], [new Param("fixed", "2")], [], TestServer.Token));
            }
            var all = batches.SelectMany(batch => batch).ToList();
            foreach (var series in all.GroupBy(point => point.Key))
            {
                var kept = series.Select(Kept).Distinct().ToList();
                var latest = kept.MaxBy(point => (point.Step, point.Timestamp, double.IsNaN(point.Value) ? 0 : point.Value));
                var read = one.GetRun(run).Data.Metrics.Single(m => m.Key == series.Key);
                Assert.Equal((latest.Step, latest.Timestamp), (read.Step, read.Timestamp!.Value));
                Assert.Contains(kept, point => (point.Step, point.Timestamp) == (latest.Step, latest.Timestamp) && point.Value.Equals(read.Value!.Value));
                Assert.Equal(Ranked(latest.Value), Ranked(read.Value!.Value));
                Assert.Equal(
                    kept.OrderBy(p => p.Timestamp).ThenBy(p => p.Step).ThenBy(p => Ranked(p.Value)).Select(p => (p.Timestamp, p.Step, Ranked(p.Value))),
                    two.GetMetricHistory(run, series.Key, null, null).Items.Select(m => (m.Timestamp!.Value, m.Step, Ranked(m.Value!.Value))));
            }
            Assert.Equal(all.Select(p => p.Key).Distinct().Count(), one.GetRun(run).Data.Metrics.Count);
        }, iter: 40, threads: 1);
    }

    private static (double Value, long Timestamp, long Step) Kept(Metric point) =>
        (double.IsNaN(point.Value!.Value) ? double.NaN : Math.Clamp(point.Value.Value, -double.MaxValue, double.MaxValue), point.Timestamp!.Value, point.Step);

    private static double Ranked(double value) => double.IsNaN(value) ? 0 : value;
}
