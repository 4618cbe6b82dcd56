using System.Reflection;
using BenchmarkDotNet.Running;
using Relevo.Benchmarks.Mlflow;
using Relevo.Benchmarks.SideBySide;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
switch (args)
{
    case ["--side-by-side", .. var names]:
        return await SideBySideRun.RunAsync(names, stopping.Token);
    case ["--mlflow-load", .. var where]:
        return await MlflowLoadRun.RunAsync(where, stopping.Token);
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
