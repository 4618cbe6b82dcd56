using System.Runtime.InteropServices;
using Nuke.Common;

namespace Relevo.Engine.SampleBuild;

public sealed class Build : NukeBuild, IGate
{
    [Parameter("The key that endpoints ask for")]
    [Secret]
    private string? ApiKey { get; }

    [Parameter("How many rounds to train", Name = "Rounds")]
    private readonly int rounds = 3;

    public static int Main() => Execute<Build>(x => ((IGate)x).Gate);

    private Target Status => _ => _
        .Description("Does nothing")
        .Executes(() => Console.WriteLine($"{rounds} rounds"));

    private Target Leak => _ => _
        .Executes(() => Console.WriteLine($"the key is {ApiKey}"));

    private Target Fail => _ => _
        .Executes(() => throw new InvalidOperationException("The champion is missing."));

    private Target FailWithCode => _ => _
        .Executes(() =>
        {
            ExitCode = 4;
            throw new InvalidOperationException("The workspace is out of reach.");
        });

    private Target Wait => _ => _
        .Executes(async () =>
        {
            using var stopping = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, x =>
            {
                x.Cancel = true;
                stopping.Cancel();
            });
            Console.WriteLine("waiting");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
        });

    private Target WaitOn => _ => _
        .Executes(() =>
        {
            using var heard = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Console.WriteLine("interrupted"));
            Console.WriteLine("waiting");
            Thread.Sleep(Timeout.Infinite);
        });

    private Target Afterwards => _ => _
        .DependsOn(Wait)
        .Executes(() => Console.WriteLine("never"));

    private Target CleanUp => _ => _
        .After(Wait)
        .AssuredAfterFailure()
        .Executes(() => Console.WriteLine("cleaned up"));
}
