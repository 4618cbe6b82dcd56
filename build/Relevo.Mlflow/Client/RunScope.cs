using System.Globalization;

namespace Relevo.Mlflow;

/// <summary>
/// A run in progress, for training scripts. Its methods block, except metrics, which are sent in the background in batches.
/// Disposal ends the run: as <see cref="RunStatus.Failed"/> after <see cref="Fail"/> or where an unhandled exception ends the
/// program, else as <see cref="RunStatus.Finished"/>. A script that catches its exception outside the run must call <see cref="Fail"/>.
/// </summary>
public sealed class RunScope : IDisposable
{
    private readonly MlflowClient _client;
    private readonly MetricQueue _metrics;
    private readonly UnhandledExceptionEventHandler _onCrash;
    private readonly EventHandler _onExit;
    private RunStatus _outcome = RunStatus.Finished;
    private int _ended;

    internal RunScope(MlflowClient client, Run run)
    {
        LastThrown.Watch();
        _client = client;
        Info = run.Info;
        _metrics = new MetricQueue(batch => client.LogBatchAsync(Id, batch, [], [], CancellationToken.None));
        // An unhandled exception ends the program without running any Dispose; without this the run would stay RUNNING for ever.
        _onCrash = (_, _) => EndQuietly(RunStatus.Failed);
        _onExit = (_, _) => EndQuietly(Environment.ExitCode switch { 0 => _outcome, 130 or 143 => RunStatus.Killed, _ => RunStatus.Failed });
        AppDomain.CurrentDomain.UnhandledException += _onCrash;
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    /// <summary>The identity of the run.</summary>
    public string Id => Info.RunId;

    /// <summary>The run as it was at its start.</summary>
    public RunInfo Info { get; }

    /// <summary>Logs a param. Numbers are written the same in every culture.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void LogParam(string key, object? value) => MlflowClient.Wait(_client.LogParamAsync(Id, key, Text(value), CancellationToken.None));

    /// <summary>Logs params.</summary>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="values">The params, such as a dictionary.</param>
    public void LogParams<TValue>(IEnumerable<KeyValuePair<string, TValue>> values) => MlflowClient.Wait(_client.LogBatchAsync(
        Id, [], [.. values.Select(p => new Param(p.Key, Text(p.Value)))], [], CancellationToken.None));

    /// <summary>Logs a point of a metric, in the background; a fault is thrown by <see cref="Flush"/> or at the end.</summary>
    /// <param name="key">The name of the metric.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">The training step.</param>
    public void LogMetric(string key, double value, long step = 0)
    {
        ObjectDisposedException.ThrowIf(_ended != 0, this);
        _metrics.Add(new Metric { Key = key, Value = value, Step = step, Timestamp = _client.NowMilliseconds() });
    }

    /// <summary>Logs points of several metrics, in the background.</summary>
    /// <param name="values">The metrics, such as a dictionary.</param>
    /// <param name="step">The training step.</param>
    public void LogMetrics(IEnumerable<KeyValuePair<string, double>> values, long step = 0)
    {
        foreach (var (key, value) in values)
            LogMetric(key, value, step);
    }

    /// <summary>Sets a tag.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void SetTag(string key, object? value) => MlflowClient.Wait(_client.SetTagAsync(Id, key, Text(value), CancellationToken.None));

    /// <summary>Sets tags.</summary>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="values">The tags, such as a dictionary.</param>
    public void SetTags<TValue>(IEnumerable<KeyValuePair<string, TValue>> values) => MlflowClient.Wait(_client.LogBatchAsync(
        Id, [], [], [.. values.Select(t => new Tag(t.Key, Text(t.Value)))], CancellationToken.None));

    /// <summary>Says that the run read a data set.</summary>
    /// <param name="dataset">The data set: name, digest and source.</param>
    /// <param name="context">What for: <c>training</c>, <c>evaluation</c>.</param>
    public void LogInput(Dataset dataset, string? context = null) => MlflowClient.Wait(_client.LogInputsAsync(
        Id, [new DatasetInput { Dataset = dataset, Tags = context is null ? [] : [new Tag(DatasetInput.ContextTag, context)] }], CancellationToken.None));

    /// <summary>Uploads a file.</summary>
    /// <param name="file">The file on this machine.</param>
    /// <param name="artifactPath">The folder to put it in; null for the root.</param>
    public void LogArtifact(string file, string? artifactPath = null) =>
        MlflowClient.Wait(_client.LogArtifactAsync(Id, file, artifactPath, CancellationToken.None));

    /// <summary>Uploads the content of a folder, subfolders included.</summary>
    /// <param name="folder">The folder on this machine.</param>
    /// <param name="artifactPath">The folder to put it in; null for the root.</param>
    public void LogArtifacts(string folder, string? artifactPath = null) =>
        MlflowClient.Wait(_client.LogArtifactsAsync(Id, folder, artifactPath, CancellationToken.None));

    /// <summary>Uploads text as a file.</summary>
    /// <param name="text">The text; written as UTF-8.</param>
    /// <param name="artifactFile">The path with the file's name, such as <c>notes.md</c>.</param>
    public void LogText(string text, string artifactFile) =>
        MlflowClient.Wait(_client.LogTextAsync(Id, text, artifactFile, CancellationToken.None));

    /// <summary>Waits until the server has every metric logged so far.</summary>
    /// <exception cref="MlflowException">Some could not be logged.</exception>
    public void Flush() => _metrics.Flush();

    /// <summary>Makes the disposal end the run as failed, for a script that catches its own exceptions.</summary>
    public void Fail() => _outcome = RunStatus.Failed;

    /// <summary>Sends what is left and ends the run. Later calls do nothing.</summary>
    /// <param name="status">How it ended.</param>
    /// <exception cref="MlflowException">Some metrics could not be logged (the run is then ended as failed), or the server cannot be reached.</exception>
    public void End(RunStatus status = RunStatus.Finished)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        AppDomain.CurrentDomain.UnhandledException -= _onCrash;
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        var isSent = false;
        try
        {
            _metrics.Close();
            isSent = true;
        }
        finally
        {
            MlflowClient.Wait(_client.UpdateRunAsync(Id, isSent ? status : RunStatus.Failed, _client.Clock.GetUtcNow(), null, CancellationToken.None));
        }
    }

    /// <summary>Ends the run.</summary>
    public void Dispose()
    {
        if (_ended != 0)
            return;
        var thrown = LastThrown.OnThisThread;
        End(_outcome);
        if (thrown is not null && _outcome == RunStatus.Finished)
            FailIfProgramDiesOf(thrown);
    }

    // In an async Main an exception runs the disposals first and ends the program then.
    private void FailIfProgramDiesOf(Exception thrown) => AppDomain.CurrentDomain.UnhandledException += (_, e) =>
    {
        if (!ReferenceEquals(e.ExceptionObject, thrown))
            return;
        try
        {
            using var client = _client.Again();
            MlflowClient.Wait(client.UpdateRunAsync(Id, RunStatus.Failed, null, null, CancellationToken.None));
        }
        catch (MlflowException fault)
        {
            Console.Error.WriteLine($"mlflow: run {Id} could not be marked as failed: {fault.Message}");
        }
    };

    // The program ends already; a tracking server that is gone must not hide why.
    private void EndQuietly(RunStatus status)
    {
        try
        {
            End(status);
        }
        catch (MlflowException e)
        {
            Console.Error.WriteLine($"mlflow: run {Id} could not be ended: {e.Message}");
        }
        catch (ObjectDisposedException)
        {
            Console.Error.WriteLine($"mlflow: run {Id} was left open after its client was disposed.");
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
