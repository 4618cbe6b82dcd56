using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Relevo.Mlflow;
using Relevo.Mlflow.Server;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Benchmarks.Mlflow;

/// <summary>
/// <c>--mlflow-load [address] [runs]</c>: the load on a server, or on the embedded one over a new store filled with so many runs
/// (default 100,000), which searching a server elsewhere leaves out.
/// </summary>
internal static class MlflowLoadRun
{
    private const long FileBytes = 1L << 30;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        if (args is [var address, ..] && Uri.TryCreate(address, UriKind.Absolute, out var elsewhere) && elsewhere.Scheme == Uri.UriSchemeHttp)
        {
            using var there = new MlflowLoad(elsewhere, Console.Out);
            await LoadAsync(there, cancellationToken);
            return 0;
        }
        var runs = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("relevo-load-");
        try
        {
            var start = Stopwatch.StartNew();
            await using var server = await MlflowServer.StartAsync(
                new TrackingStoreOptions { DatabasePath = Path.Combine(folder.FullName, "store.db"), ArtifactsPath = Path.Combine(folder.FullName, "artifacts") },
                new MlflowServerOptions { OnFault = fault => Console.Error.WriteLine(fault) }, cancellationToken);
            using (var http = new HttpClient())
                await http.GetStringAsync(new Uri(server.BaseAddress, "/health"), cancellationToken);
            Console.WriteLine($"start to first answer, inside a running program: {start.ElapsedMilliseconds} ms");
            using var load = new MlflowLoad(server.BaseAddress, Console.Out);
            await LoadAsync(load, cancellationToken);
            Console.WriteLine($"loopback without HTTP: {await LoopbackAsync(cancellationToken):N0} MB/s; memory of this process {Environment.WorkingSet >> 20} MiB");
            var clock = Stopwatch.StartNew();
            var experiment = await FillAsync(server.Store, runs, cancellationToken);
            Console.WriteLine($"filled with {runs:N0} runs in {clock.Elapsed.TotalSeconds:N0} s; database {new FileInfo(Path.Combine(folder.FullName, "store.db")).Length >> 20} MiB");
            await load.SearchAsync(experiment, 60, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task LoadAsync(MlflowLoad load, CancellationToken cancellationToken)
    {
        // The first is for the compiler's sake: it is not to be quoted.
        foreach (var keys in new[] { 1, 1, 10, 1000 })
            await load.LogBatchesAsync(1, keys, cancellationToken);
        await load.LogBatchesAsync(4, 10, cancellationToken);
        await load.LogMetricsAsync(2000, cancellationToken);
        await load.TransferAsync(FileBytes, cancellationToken);
    }

    private static async Task<string> FillAsync(TrackingStore store, int runs, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var experiment = await store.CreateExperimentAsync("filled", null, [], cancellationToken);
        var waiting = new List<Task>();
        for (var i = 0; i < runs; i++)
        {
            var (accuracy, loss) = (random.NextDouble(), random.NextDouble());
            var start = 1_700_000_000_000 + i;
            var model = $"m{i % 5}";
            waiting.Add(Task.Run(async () =>
            {
                var run = await store.CreateRunAsync(experiment, null, null, start, [], cancellationToken);
                await store.LogBatchAsync(
                    run.Id, [new Metric { Key = "accuracy", Value = accuracy, Timestamp = 1 }, new Metric { Key = "loss", Value = loss, Timestamp = 1 }],
                    [new Param("model", model), new Param("seed", start.ToString(CultureInfo.InvariantCulture))], [], cancellationToken);
            }, cancellationToken));
            if (waiting.Count == 256)
            {
                await Task.WhenAll(waiting);
                waiting.Clear();
            }
        }
        await Task.WhenAll(waiting);
        return experiment;
    }

    private static async Task<double> LoopbackAsync(CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
        using var peer = await listener.AcceptTcpClientAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        var sending = Task.Run(() =>
        {
            var piece = new byte[1 << 18];
            for (var sent = 0L; sent < FileBytes; sent += piece.Length)
                client.Client.Send(piece);
        }, cancellationToken);
        var buffer = new byte[1 << 18];
        for (var left = FileBytes; left > 0;)
            left -= peer.Client.Receive(buffer);
        await sending;
        return FileBytes / clock.Elapsed.TotalSeconds / 1e6;
    }
}
