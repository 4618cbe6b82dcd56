using System.Globalization;
using Microsoft.Extensions.Hosting;
using Relevo.Core.Errors;
using Relevo.Serving.Protocols;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Deployments;

/// <summary>The process of one deployment: loads one model and serves it.</summary>
internal static class DeploymentProgram
{
    public static async Task<ExitCode> RunAsync(CommandOptions options, TimeProvider timeProvider)
    {
        if (options.Find("supervised") is "true")
            ExitWithParent();
        try
        {
            var name = options.Require("name");
            var path = options.Require("model");
            // Both take their time; requests come only after the report below.
            var loading = Task.Run(() => ScoringModels.Load(path));
            var answering = loading.ContinueWith(
                loaded => new ScoringServer(
                    new ServedModel(options.Find("model-name") ?? name, options.Find("model-version"), loaded.Result), line => Console.Out.WriteLine(line)),
                CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            await using var server = await LoopbackServer.StartAsync(
                options.Port(), _ => { }, _ => async context => await (await answering).AnswerAsync(context), CancellationToken.None);
            using var model = await loading;
            var address = LoopbackServer.AddressOf(server);
            await Console.Out.WriteLineAsync(new DeploymentReport { Port = address.Port }.ToLine());
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{timeProvider.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} serves {model.Platform} model '{options.Find("model-name") ?? name}' ({model.Inputs.Count} inputs) at {address}"));
            await server.WaitForShutdownAsync();
            return ExitCode.Done;
        }
        catch (RelevoException fault)
        {
            await Console.Out.WriteLineAsync(new DeploymentReport { Problem = fault.Problem, Remedy = fault.Remedy }.ToLine());
            throw;
        }
    }

    /// <summary>The supervisor holds the other end of standard input: it closes when the supervisor ends, however it ends.</summary>
    private static void ExitWithParent()
    {
        var watcher = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            Span<byte> buffer = stackalloc byte[64];
            while (input.Read(buffer) > 0)
            {
                // Nothing is said to a deployment this way.
            }

            Environment.Exit((int)ExitCode.Done);
        })
        { IsBackground = true, Name = "parent watcher" };
        watcher.Start();
    }
}
