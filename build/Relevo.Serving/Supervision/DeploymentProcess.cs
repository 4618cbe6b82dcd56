using System.Diagnostics;
using System.Globalization;
using Relevo.Serving.Deployments;
using Relevo.Serving.Endpoints;

namespace Relevo.Serving.Supervision;

/// <summary>Runs one deployment in a process of its own and starts it again whenever it ends by itself.</summary>
/// <param name="desired">What it should be.</param>
/// <param name="log">Takes what the process writes.</param>
/// <param name="changed">Told after every change of state.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class DeploymentProcess(DesiredDeployment desired, RotatingLog log, Action changed, TimeProvider timeProvider) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstOutcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;
    private volatile string? _destination;
    private int _restarts;
    private volatile string? _problem;
    private int _processId;
    private int _port;
    private volatile int _state = (int)DeploymentState.Starting;

    public DesiredDeployment Desired { get; } = desired;

    public ConcurrencyLimit Limit { get; } = new(desired.MaxConcurrentRequests);

    /// <summary>The requests that it takes part in.</summary>
    public RequestCount Requests { get; } = new();

    public bool IsHealthy => _state == (int)DeploymentState.Healthy;

    public string? Problem => _problem;

    /// <summary>Where requests go; null while it is not healthy.</summary>
    public string? Destination => _destination;

    /// <summary>Ends when it is healthy or has failed, for the first time.</summary>
    public Task FirstOutcome => _firstOutcome.Task;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Takes no more requests, waits for those under way (a minute beyond their time-out at most), then ends the process.</summary>
    public async Task RetireAsync()
    {
        await Task.WhenAny(Requests.DrainAsync(), Task.Delay(Desired.RequestTimeout + TimeSpan.FromMinutes(1), timeProvider, CancellationToken.None));
        await DisposeAsync();
    }

    public DeploymentStatus Status(int traffic) => new()
    {
        Name = Desired.Name,
        State = Requests.IsDraining ? DeploymentState.Stopping : (DeploymentState)_state,
        ProcessId = Volatile.Read(ref _processId) is > 0 and var id ? id : null,
        Port = Volatile.Read(ref _port) is > 0 and var port ? port : null,
        Traffic = traffic,
        ModelName = Desired.ModelName,
        ModelVersion = Desired.ModelVersion,
        ModelFolder = Desired.ModelFolder,
        Restarts = Volatile.Read(ref _restarts),
        Requests = Requests.Total,
        Problem = _problem,
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        Limit.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            var wasHealthyFor = await RunOnceAsync();
            pause = wasHealthyFor > LongestPause ? FirstPause : pause;
            if (_stopping.IsCancellationRequested)
                break;
            log.Write($"{_problem} Starts again in {pause.TotalSeconds:0.0} s.");
            try
            {
                await Task.Delay(pause, timeProvider, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            Interlocked.Increment(ref _restarts);
        }

        _firstOutcome.TrySetResult();
    }

    /// <summary>One life of the process. Returns how long it was healthy.</summary>
    private async Task<TimeSpan> RunOnceAsync()
    {
        var report = new TaskCompletionSource<DeploymentReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var process = new Process { StartInfo = Command() };
        process.OutputDataReceived += (_, line) => Take(line.Data, report);
        process.ErrorDataReceived += (_, line) => Take(line.Data, null);
        try
        {
            process.Start();
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            Fail($"The process could not be started: {fault.Message}.");
            return TimeSpan.Zero;
        }

        _processId = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync(CancellationToken.None);
        changed();
        var healthyFor = await WatchAsync(report.Task, ended);
        await EndAsync(process, ended);
        (_processId, _destination, _port) = (0, null, 0);
        // What it said last is complete only now.
        var said = report.Task.IsCompletedSuccessfully ? report.Task.Result : null;
        Fail(said?.Problem ?? string.Create(CultureInfo.InvariantCulture, $"Its process ended with exit code {process.ExitCode}."));
        return healthyFor;
    }

    private async Task<TimeSpan> WatchAsync(Task<DeploymentReport> report, Task ended)
    {
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, _stopping.Token);
        await Task.WhenAny(report, ended, stop, Task.Delay(StartPatience, timeProvider, _stopping.Token));
        if (!report.IsCompletedSuccessfully || report.Result.Port is not { } port)
            return TimeSpan.Zero;
        var since = timeProvider.GetTimestamp();
        _port = port;
        _destination = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
        _problem = null;
        _state = (int)DeploymentState.Healthy;
        changed();
        _firstOutcome.TrySetResult();
        await Task.WhenAny(ended, stop);
        _destination = null;
        return timeProvider.GetElapsedTime(since);
    }

    /// <summary>Closing its input asks it to end; it is killed where it does not.</summary>
    private async Task EndAsync(Process process, Task ended)
    {
        process.StandardInput.Close();
        await Task.WhenAny(ended, Task.Delay(EndPatience, timeProvider, CancellationToken.None));
        if (!ended.IsCompleted)
            process.Kill(entireProcessTree: true);
        await ended;
    }

    private void Fail(string problem)
    {
        if (_stopping.IsCancellationRequested)
            return;
        _problem = problem;
        _state = (int)DeploymentState.Restarting;
        _firstOutcome.TrySetResult();
        changed();
    }

    private void Take(string? line, TaskCompletionSource<DeploymentReport>? report)
    {
        if (line is null)
            return;
        if (report is not null && DeploymentReport.TryParse(line) is { } said)
            report.TrySetResult(said);
        else
            log.Write(line);
    }

    private ProcessStartInfo Command()
    {
        List<string> arguments = ["deployment", "--supervised", "true", "--model", Desired.ModelFolder, "--name", Desired.Name];
        if (Desired.ModelName is { } modelName)
            arguments.AddRange(["--model-name", modelName]);
        if (Desired.ModelVersion is { } version)
            arguments.AddRange(["--model-version", version]);
        var command = DotnetCommand.For(arguments);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true,
        };
        foreach (var (name, value) in Desired.EnvironmentVariables)
            start.Environment[name] = value;
        return start;
    }
}
