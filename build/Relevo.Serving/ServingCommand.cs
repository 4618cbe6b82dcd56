using Relevo.Core.Errors;
using Relevo.Serving.Deployments;
using Relevo.Serving.Supervision;

namespace Relevo.Serving;

/// <summary>The two roles of the executable.</summary>
internal static class ServingCommand
{
    private const string Usage = """
        Relevo.Serving endpoint --state <folder>
            Runs the online endpoint whose state is in the folder.
        Relevo.Serving deployment --model <folder> --name <name> [--port <n>] [--model-name <name>] [--model-version <version>]
            Serves one model on the loopback address. Port 0 (the default): a free one, which the first line of output tells.
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider timeProvider)
    {
        try
        {
            var options = CommandOptions.Parse(arguments);
            switch (options.Role)
            {
                case "endpoint":
                    await EndpointProgram.RunAsync(options, timeProvider);
                    return (int)ExitCode.Done;
                case "deployment":
                    return (int)await DeploymentProgram.RunAsync(options, timeProvider);
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return (int)ExitCode.Configuration;
            }
        }
        catch (RelevoException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return (int)fault.ExitCode;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The last resort: people get a line, not a stack trace.
            await Console.Error.WriteLineAsync($"A fault of the scoring server: {fault.GetType().Name}: {fault.Message}");
            return (int)ExitCode.Bug;
        }
    }
}
