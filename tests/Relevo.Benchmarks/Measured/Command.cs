using System.Diagnostics;

namespace Relevo.Benchmarks.Measured;

/// <summary>Starts a program and waits for its end; what it prints is read and dropped.</summary>
internal static class Command
{
    /// <summary>Runs a program that must succeed.</summary>
    public static async Task RunAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{await output}\n{await error}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts the program that does nothing.</summary>
    public static Task RunEmptyProgramAsync(CancellationToken cancellationToken) =>
        RunAsync(Repository.Root, "dotnet", ["exec", Repository.EmptyProgram], cancellationToken);
}
