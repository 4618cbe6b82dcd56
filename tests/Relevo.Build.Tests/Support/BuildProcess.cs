using System.Diagnostics;
using System.Text;

namespace Relevo.Build.Tests.Support;

/// <summary>A call of the program as a process of its own, watched while it runs.</summary>
internal sealed class BuildProcess : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // No measure of anything: a call that never ends must not hold up the others.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // What a CI system or the shell of whoever runs these tests has set must not change what they see.
    private static readonly string[] Foreign =
    [
        "NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "TF_BUILD", "PROJECT", "ENVIRONMENT", "NAME", "PORT", "FORCE", "SET", "RELEVO_ENGINE",
    ];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private BuildProcess(Process process)
    {
        _process = process;
        _patience.CancelAfter(Patience);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts a command in a folder; <paramref name="mark"/> is how its processes are found later.</summary>
    public static BuildProcess Start(string folder, string mark, IEnumerable<KeyValuePair<string, string?>> variables, string command, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in Foreign) start.Environment.Remove(name);
        start.Environment[TestProcesses.Marker] = mark;
        start.Environment["NUKE_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = new BuildProcess(new Process { StartInfo = start });
        process._process.Start();
        process._process.StandardInput.Close();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until something holds; fails where the process ends before.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        while (!holds())
        {
            Assert.False(_process.HasExited, $"The build ended before {what}:\n{Output}");
            await Task.Delay(Pause, TimeProvider.System, _patience.Token);
        }
    }

    public async Task<Outcome> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(_patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The build does not end:\n{Output}");
        }
        return new(_process.ExitCode, Output);
    }

    /// <summary>Ends the process as <c>kill -9</c> does: it alone, without a last word.</summary>
    public async Task<Outcome> KillAsync()
    {
        _process.Kill();
        return await EndAsync();
    }

    /// <summary>Sends a signal such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _patience.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Append(line).Append('\n');
    }
}
