using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Relevo.Core.Errors;
using Relevo.Serving.Endpoints;
using Yarp.ReverseProxy.Forwarder;

namespace Relevo.Serving.Supervision;

/// <summary>The process of one endpoint: owns its port and its deployments' processes.</summary>
internal static class EndpointProgram
{
    /// <exception cref="RelevoException">It cannot start; also left behind in <c>failure.json</c>.</exception>
    public static async Task RunAsync(CommandOptions options, TimeProvider timeProvider)
    {
        var state = new StateFolder(options.Require("state"));
        Directory.CreateDirectory(state.Logs);
        if (options.Find("log") is { } startLog)
            RedirectOutput(startLog);
        UnixSession.Leave();
        try
        {
            await RunAsync(state, timeProvider);
        }
        catch (RelevoException fault)
        {
            state.Write(new StartFailure(fault.Problem, fault.Remedy));
            throw;
        }
    }

    private static async Task RunAsync(StateFolder state, TimeProvider timeProvider)
    {
        using var hold = Hold(state);
        using var log = new RotatingLog(state.EndpointLog, timeProvider);
        var desired = state.ReadDesired() ?? throw new RelevoException(
            $"There is no 'endpoint.json' in '{state.FullPath}'.", "deploy the endpoint first.", ExitCode.Configuration);
        if (desired.FindFaults() is { Count: > 0 } faults)
            throw new RelevoException($"'endpoint.json' in '{state.FullPath}' is wrong: {string.Join("; ", faults)}.", "mend or remove it.", ExitCode.Configuration);
        var keys = state.ReadKeys();
        if (keys is null)
            state.Write(keys = EndpointKeys.Create());

        await using var endpoint = new Endpoint(state, desired, log, timeProvider);
        using var client = new HttpMessageInvoker(Router.CreateHandler());
        await using var server = await LoopbackServer.StartAsync(
            desired.Port, services => services.AddLogging().AddHttpForwarder(),
            services =>
            {
                var router = new Router(endpoint, services.GetRequiredService<IHttpForwarder>(), client, new BearerKeys(keys), timeProvider);
                var control = new ControlApi(endpoint, new BearerKeys(keys), services.GetRequiredService<IHostApplicationLifetime>(), log);
                return context => context.Request.Path.StartsWithSegments("/-") ? control.AnswerAsync(context) : router.AnswerAsync(context);
            },
            CancellationToken.None);
        endpoint.Resume(LoopbackServer.AddressOf(server));
        await server.WaitForShutdownAsync();
        log.Write("stops: no request is under way any more");
        await endpoint.DisposeAsync();
        state.DeleteRunning();
        log.Write("stopped");
    }

    /// <summary>One process for each folder: the system lets go of the lock however the process ends.</summary>
    private static FileStream Hold(StateFolder state)
    {
        try
        {
            return new FileStream(state.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new RelevoException(
                $"The endpoint in '{state.FullPath}' is already running.", "use it, or run 'Stop' first.", ExitCode.Workspace, fault);
        }
    }

    private static void RedirectOutput(string file)
    {
        var writer = new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        Console.SetOut(writer);
        Console.SetError(writer);
    }
}
