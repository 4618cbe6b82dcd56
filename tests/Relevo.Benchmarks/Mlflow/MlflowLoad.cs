using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Relevo.Benchmarks.Mlflow;

/// <summary>
/// The load that MLflow servers are compared with, over HTTP with bodies made beforehand: any server that speaks MLflow REST 2.0, so
/// that the real one and the embedded one can be measured side by side.
/// </summary>
/// <param name="address">The server.</param>
/// <param name="output">Where the figures go.</param>
internal sealed class MlflowLoad(Uri address, TextWriter output) : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>Batches of 1000 points, spread over so many keys, by so many writers at once, each on a run of its own.</summary>
    public async Task LogBatchesAsync(int writers, int keys, CancellationToken cancellationToken)
    {
        var experiment = await NewExperimentAsync(cancellationToken);
        var sent = 0L;
        var work = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var run = await NewRunAsync(experiment, cancellationToken);
            var body = new BatchBody(run, keys);
            for (var batch = 0; clock.Elapsed < Duration; batch++)
            {
                await SendAsync("runs/log-batch", body.Next(batch), cancellationToken);
                Interlocked.Add(ref sent, 1000);
            }
        }, cancellationToken)));
        await WriteAsync($"log-batch, {writers} writer(s), 1000 points over {keys} keys: {sent / clock.Elapsed.TotalSeconds:N0} metrics/s; {sent / (Process.GetCurrentProcess().TotalProcessorTime - work).TotalSeconds:N0} for each second of this process's processor time");
    }

    /// <summary>One metric a call.</summary>
    public async Task LogMetricsAsync(int calls, CancellationToken cancellationToken)
    {
        var run = await NewRunAsync(await NewExperimentAsync(cancellationToken), cancellationToken);
        var times = new List<double>();
        for (var step = 0; step < calls; step++)
        {
            var body = Encoding.UTF8.GetBytes($$"""{"run_id": "{{run}}", "key": "loss", "value": {{1.0 / (step + 1)}}, "timestamp": {{1700000000000 + step}}, "step": {{step}}}""");
            times.Add(await TimeAsync(() => SendAsync("runs/log-metric", body, cancellationToken)));
        }
        await WriteAsync($"log-metric, {calls} calls: {Percentiles(times)}");
    }

    /// <summary>Searches by metric and param, ordered by the metric, then reads all pages.</summary>
    public async Task SearchAsync(string experiment, int searches, CancellationToken cancellationToken)
    {
        (string Name, string Body)[] kinds =
        [
            ("metric filter and order", $$"""{"experiment_ids": ["{{experiment}}"], "filter": "metrics.accuracy > 0.5", "order_by": ["metrics.accuracy DESC"], "max_results": 100}"""),
            ("metric and param filter, metric order", $$"""{"experiment_ids": ["{{experiment}}"], "filter": "metrics.accuracy > 0.5 AND params.model = 'm3'", "order_by": ["metrics.loss ASC"], "max_results": 100}"""),
            ("rare metric filter, metric order", $$"""{"experiment_ids": ["{{experiment}}"], "filter": "metrics.accuracy > 0.999", "order_by": ["metrics.loss ASC"], "max_results": 100}"""),
            ("param LIKE, newest first", $$"""{"experiment_ids": ["{{experiment}}"], "filter": "params.model LIKE 'm%'", "max_results": 100}"""),
        ];
        foreach (var (name, body) in kinds)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var times = new List<double>();
            for (var i = 0; i < searches; i++)
                times.Add(await TimeAsync(() => SendAsync("runs/search", bytes, cancellationToken)));
            await WriteAsync($"runs/search, {name}: {Percentiles(times)}");
        }
        await PageAsync(experiment, 10_000, cancellationToken);
    }

    /// <summary>Uploads and downloads a file through the artifacts' proxy.</summary>
    public async Task TransferAsync(long bytes, CancellationToken cancellationToken)
    {
        const string Path = "/api/2.0/mlflow-artifacts/artifacts/load/big.bin";
        using var content = new StreamContent(new Zeros(bytes), 1 << 20);
        content.Headers.ContentLength = bytes;
        var up = await TimeAsync(async () =>
        {
            using var response = await _http.PutAsync(Path, content, cancellationToken);
            response.EnsureSuccessStatusCode();
        });
        var down = await TimeAsync(async () =>
        {
            using var response = await _http.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[1 << 20];
            while (await stream.ReadAsync(buffer, cancellationToken) > 0)
            {
            }
        });
        await WriteAsync($"artifacts, {bytes >> 20} MiB: up {bytes / up / 1e3:N0} MB/s, down {bytes / down / 1e3:N0} MB/s");
    }

    public void Dispose() => _http.Dispose();

    private async Task PageAsync(string experiment, int runs, CancellationToken cancellationToken)
    {
        string? token = null;
        var seen = 0;
        var clock = Stopwatch.StartNew();
        do
        {
            var body = Encoding.UTF8.GetBytes($$"""{"experiment_ids": ["{{experiment}}"], "max_results": 1000, "order_by": ["metrics.accuracy DESC"], "page_token": "{{token}}"}""");
            using var page = await ReadAsync("runs/search", body, cancellationToken);
            seen += page.RootElement.GetProperty("runs").GetArrayLength();
            token = page.RootElement.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }
        while (token is not null && seen < runs);
        await WriteAsync($"runs/search, {seen:N0} runs in pages of 1000: {clock.Elapsed.TotalMilliseconds:N0} ms");
    }

    private async Task<string> NewExperimentAsync(CancellationToken cancellationToken)
    {
        using var made = await ReadAsync("experiments/create", Encoding.UTF8.GetBytes($$"""{"name": "load {{Guid.NewGuid():N}}"}"""), cancellationToken);
        return made.RootElement.GetProperty("experiment_id").GetString()!; // The protocol's answer.
    }

    private async Task<string> NewRunAsync(string experiment, CancellationToken cancellationToken)
    {
        using var made = await ReadAsync("runs/create", Encoding.UTF8.GetBytes($$"""{"experiment_id": "{{experiment}}", "start_time": 1}"""), cancellationToken);
        return made.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!; // The protocol's answer.
    }

    private async Task SendAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(path, body, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    private async Task<JsonDocument> ReadAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(path, body, cancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await _http.PostAsync(Api + path, content, cancellationToken);
        return response.EnsureSuccessStatusCode();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Percentiles(List<double> times)
    {
        times.Sort();
        return $"p50 {times[times.Count / 2]:N2} ms, p95 {times[times.Count * 95 / 100]:N2} ms";
    }

    private Task WriteAsync(string line) => output.WriteLineAsync(line);

    /// <summary>So many bytes without a file behind them.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
