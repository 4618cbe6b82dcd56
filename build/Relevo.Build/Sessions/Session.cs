using System.Runtime.CompilerServices;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Build.Output;
using Relevo.Build.Targets;
using Relevo.Core.Errors;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Sessions;

/// <summary>
/// One invocation of a build: the project, its environment and workspace, opened at the first use and closed at the end; and the one place
/// where faults become messages and exit codes.
/// </summary>
public sealed class Session
{
    private static readonly ConditionalWeakTable<INukeBuild, Session> Sessions = [];

    // What a shell says of a program that Ctrl-C ended: 128 + SIGINT.
    private const ExitCode Interrupted = (ExitCode)130;

    private readonly IHasSession _build;
    private readonly Lazy<StageContext> _context;
    private readonly Lazy<IStageOutput> _output;
    private IAsyncDisposable? _lock;
    private GateRecord? _gate;
    private int _running;
    private bool _isClosed;

    private Session(IHasSession build)
    {
        _build = build;
        _context = new(() => ContextFactory.Create(build));
        _output = new(() => StageOutput.For(build));
    }

    /// <summary>What the stages print.</summary>
    public IStageOutput Output => _output.Value;

    /// <summary>The session of a build.</summary>
    public static Session Of(IHasSession build) => Sessions.GetValue(build, b => new Session((IHasSession)b));

    /// <summary>Releases what a build opened.</summary>
    public static void Close(INukeBuild build)
    {
        if (Sessions.TryGetValue(build, out var session)) session.CloseUnlessBusy();
    }

    /// <summary>Runs a target's body: faults end as one message and an exit code.</summary>
    public Task GuardAsync(Func<CancellationToken, Task> body) => GuardedAsync(body);

    /// <summary>Runs a target's body that reads.</summary>
    public Task RunAsync(IHasSession build, Func<StageContext, CancellationToken, Task> body) =>
        GuardedAsync(cancellationToken => body(_context.Value, cancellationToken));

    /// <summary>Runs a target's body that shows where the project stands.</summary>
    public Task ReadAsync(IHasSession build, Action<ProjectStatus, IStageOutput> show) =>
        RunAsync(build, async (context, cancellationToken) => show(await new StatusStage(context).RunAsync(cancellationToken), Output));

    /// <summary>Shows what was shipped. The line to paste is made here and not taken from the record, whose paths held where it was made.</summary>
    public Task ShowShippedAsync(IHasSession build) => RunAsync(build, async (context, cancellationToken) =>
    {
        var status = await new StatusStage(context).RunAsync(cancellationToken);
        var command = status.Endpoint is { IsRunning: true } endpoint && context.Project.SampleRequestFile is { } request
            ? await context.Workspace.Endpoints.SampleCommandAsync(endpoint.Name, request, cancellationToken)
            : null;
        var report = Path.Combine(StateRoot.Of(_build.RootDirectory, context.Project), "artifacts", "report.html");
        Output.Shipped(status, Path.GetRelativePath(Directory.GetCurrentDirectory(), report), command);
    });

    /// <summary>Runs a target's body that changes the workspace; another build that does so at the same time is told to wait.</summary>
    public Task ChangeAsync(IHasSession build, string purpose, Func<StageContext, CancellationToken, Task> body) => GuardedAsync(async cancellationToken =>
    {
        var context = _context.Value;
        _lock ??= await context.Workspace.LockAsync(purpose, cancellationToken);
        try
        {
            await body(context, cancellationToken);
        }
        catch (Exception fault) when (fault is RelevoException or OperationCanceledException)
        {
            // A stage that fails may have left a record to show; but a fault of the report must not hide the stage's.
            await Reports.TryWriteAsync(context, StateRoot.Of(_build.RootDirectory, context.Project));
            throw;
        }
        await Reports.WriteAsync(context, StateRoot.Of(_build.RootDirectory, context.Project), cancellationToken);
    });

    /// <summary>Serves endpoints and tracking until the build is stopped.</summary>
    public Task ServeAsync(IHasSession build, int port, string? trackingToken) =>
        RunAsync(build, (context, cancellationToken) => Foreground.ServeAsync(context, port, trackingToken, Output, cancellationToken));

    /// <summary>Shows a stage's progress and gives its record.</summary>
    public async Task<T> ShowAsync<T>(IAsyncEnumerable<StageEvent> events)
        where T : StageRecord
    {
        T? record = null;
        await foreach (var step in Output.FollowAsync(events, Stopping.Token))
        {
            if (step is StageEvent.Completed { Record: T own }) record = own;
        }
        if (record is GateRecord gate) _gate = gate;
        return record ?? throw new InvalidOperationException("The stage ended without a record.");
    }

    /// <summary>False where this build's gate left the model without a champion: then deploying is not a fault but out of place.</summary>
    public bool HasSomethingToDeploy() => _gate is not { IsPromoted: false, PreviousChampion: null };

    private async Task GuardedAsync(Func<CancellationToken, Task> body)
    {
        Interlocked.Increment(ref _running);
        try
        {
            Stopping.Token.ThrowIfCancellationRequested();
            await body(Stopping.Token);
        }
        catch (OperationCanceledException fault) when (Stopping.Token.IsCancellationRequested)
        {
            throw Fail("Stopped.", "run again: finished steps are reused.", Interrupted, fault);
        }
        catch (RelevoException fault)
        {
            throw Fail(fault.Problem, fault.Remedy, fault.ExitCode, fault);
        }
        catch (Exception fault) when (fault is not TargetFailedException)
        {
            throw Fail($"A fault of Relevo itself: {fault.GetType().Name}: {fault.Message}", "run again with --verbosity verbose and report what it prints.", ExitCode.Bug, fault);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private TargetFailedException Fail(string problem, string? remedy, ExitCode exitCode, Exception cause)
    {
        _build.ExitCode = (int)exitCode;
        // Otherwise the closing table would hold the name of an exception.
        // What the gate said of a challenger that it refuses says more.
        if (exitCode != ExitCode.Refused) _build.ReportSummary(_ => _.AddPair("exit code", $"{(int)exitCode}"));
        return new(problem, remedy, _build.Verbosity == Verbosity.Verbose ? cause : null);
    }

    // NUKE finishes a build twice where Ctrl-C ends it: at once, while the target still ends its processes, and after that.
    private void CloseUnlessBusy()
    {
        if (Volatile.Read(ref _running) == 0 && !Interlocked.Exchange(ref _isClosed, true)) CloseAsync().AsTask().GetAwaiter().GetResult();
    }

    private async ValueTask CloseAsync()
    {
        if (_lock is not null) await _lock.DisposeAsync();
        if (_context.IsValueCreated) await _context.Value.Workspace.DisposeAsync();
    }
}
