using System.Reflection;
using BenchmarkDotNet.Running;
using Relevo.Benchmarks.SideBySide;

if (args is ["--side-by-side", .. var names])
{
    using var stopping = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stopping.Cancel();
    };
    return await SideBySideRun.RunAsync(names, stopping.Token);
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
