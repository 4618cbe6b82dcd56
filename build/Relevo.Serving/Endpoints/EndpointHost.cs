using Relevo.Core.Errors;

namespace Relevo.Serving.Endpoints;

/// <summary>Starts endpoints as processes of their own that outlive the process that starts them.</summary>
public static class EndpointHost
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Starts the endpoint of a folder and waits until it answers; where it runs already, nothing happens. What it was before
    /// (port, deployments, traffic, keys) it is again, also after a kill or a reboot; its deployments load their models meanwhile
    /// (<see cref="EndpointClient.WaitUntilSettledAsync"/>).
    /// </summary>
    /// <param name="stateFolder">The endpoint's folder; made where it does not exist.</param>
    /// <param name="initial">
    /// What the endpoint is where the folder holds nothing yet; otherwise only its port is looked at: one other than 0 is moved to.
    /// </param>
    /// <param name="options">How it is started.</param>
    /// <param name="cancellationToken">Gives up waiting; the process ends too where it has not answered yet.</param>
    /// <returns>A client for it, which the caller disposes.</returns>
    /// <exception cref="RelevoException">The port is taken, the state is damaged, or the process does not come up: with the end of its log.</exception>
    public static async Task<EndpointClient> StartAsync(
        string stateFolder, DesiredEndpoint initial, EndpointHostOptions options, CancellationToken cancellationToken)
    {
        var client = new EndpointClient(stateFolder, options.TimeProvider);
        var isUp = false;
        try
        {
            if (await client.GetStatusAsync(cancellationToken) is null)
                await StartAloneAsync(client, initial, options, cancellationToken);
            isUp = true;
            return client;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RelevoException(
                $"The endpoint's folder '{client.StateFolder}' cannot be written: {fault.Message}", "check its rights and the disk.", ExitCode.Workspace, fault);
        }
        finally
        {
            if (!isUp)
                client.Dispose();
        }
    }

    private static async Task StartAloneAsync(
        EndpointClient client, DesiredEndpoint initial, EndpointHostOptions options, CancellationToken cancellationToken)
    {
        var state = new StateFolder(client.StateFolder);
        Directory.CreateDirectory(state.Logs);
        FileStream? alone;
        while ((alone = TryHold(state.StartLock)) is null)
            await Task.Delay(Poll, options.TimeProvider, cancellationToken);
        using (alone)
        {
            if (await client.GetStatusAsync(cancellationToken) is null)
                await StartProcessAsync(client, state, initial, options, cancellationToken);
        }
    }

    private static FileStream? TryHold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null; // Another caller is starting it.
        }
    }

    private static async Task StartProcessAsync(
        EndpointClient client, StateFolder state, DesiredEndpoint initial, EndpointHostOptions options, CancellationToken cancellationToken)
    {
        state.DeleteFailure();
        if (state.ReadDesired() is not { } former)
            state.Write(initial);
        else if (initial.Port != 0 && initial.Port != former.Port)
            state.Write(former with { Port = initial.Port });

        var processId = await DetachedProcess.StartAsync(
            DotnetCommand.For(["endpoint", "--state", state.FullPath]), state.FullPath, state.StartLog, cancellationToken);
        var identity = ProcessIdentity.Of(processId) ?? "ended";
        var isUp = false;
        try
        {
            await WaitUntilAnsweringAsync(client, state, processId, identity, options, cancellationToken);
            isUp = true;
        }
        finally
        {
            if (!isUp)
                ProcessIdentity.Kill(processId, identity);
        }
    }

    private static async Task WaitUntilAnsweringAsync(
        EndpointClient client, StateFolder state, int processId, string identity, EndpointHostOptions options, CancellationToken cancellationToken)
    {
        var start = options.TimeProvider.GetTimestamp();
        while (true)
        {
            // Looked at first: where it has ended, what it left behind is complete.
            var isAlive = ProcessIdentity.IsAlive(processId, identity);
            if (await client.GetStatusAsync(cancellationToken) is not null)
                return;
            if (!isAlive)
                throw DidNotStart(state);
            if (options.TimeProvider.GetElapsedTime(start) > options.StartTimeout)
                throw DoesNotAnswer(state, options.StartTimeout);
            await Task.Delay(Poll, options.TimeProvider, cancellationToken);
        }
    }

    private static RelevoException DidNotStart(StateFolder state) => state.ReadFailure() is { } failure
        ? new RelevoException(failure.Problem, failure.Remedy, ExitCode.Workspace)
        : new RelevoException(
            $"The endpoint in '{state.FullPath}' ended before it answered.", $"see the end of '{state.StartLog}':{Tail(state.StartLog)}", ExitCode.Workspace);

    private static RelevoException DoesNotAnswer(StateFolder state, TimeSpan timeout) => new(
        $"The endpoint in '{state.FullPath}' did not answer within {timeout.TotalSeconds:0} s.",
        $"see the end of '{state.EndpointLog}':{Tail(state.EndpointLog)}", ExitCode.Workspace);

    private static string Tail(string log)
    {
        try
        {
            return string.Concat(File.ReadLines(log).TakeLast(20).Select(line => $"{Environment.NewLine}    {line}"));
        }
        catch (IOException)
        {
            return " (there is none)";
        }
    }
}
