using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Relevo.Build.Doctor;
using Relevo.Build.Targets;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;
using Spectre.Console;

namespace Relevo.Build.Output;

/// <summary>A tree of targets and steps that moves while a stage runs, and the same lasting lines as <see cref="PlainOutput"/> above it.</summary>
/// <param name="plain">Prints what lasts.</param>
/// <param name="build">The build whose targets are the tree's trunk.</param>
internal sealed class LiveOutput(PlainOutput plain, IHasSession build) : IStageOutput
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(120);

    private readonly StageLines _lines = new(plain.Style, withStepOutput: false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StageEvent> FollowAsync(IAsyncEnumerable<StageEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var handedOn = Channel.CreateUnbounded<StageEvent>();
        var tree = new StageTree(build);
        var showing = ShowAsync(events, tree, handedOn.Writer, cancellationToken);
        await foreach (var step in handedOn.Reader.ReadAllAsync(CancellationToken.None)) yield return step;
        await showing;
    }

    /// <inheritdoc/>
    public void Note(string text) => plain.Note(text);

    /// <inheritdoc/>
    public void Plan(ProjectPlan plan) => plain.Plan(plan);

    /// <inheritdoc/>
    public void Changes(IReadOnlyList<ResourceChange> changes) => plain.Changes(changes);

    /// <inheritdoc/>
    public void Status(ProjectStatus status) => plain.Status(status);

    /// <inheritdoc/>
    public void Shipped(ProjectStatus status, string report, string? sampleCommand) => plain.Shipped(status, report, sampleCommand);

    /// <inheritdoc/>
    public void Findings(IReadOnlyList<Finding> findings) => plain.Findings(findings);

    /// <inheritdoc/>
    public bool Ask(string question) => plain.Ask(question);

    private async Task ShowAsync(IAsyncEnumerable<StageEvent> events, StageTree tree, ChannelWriter<StageEvent> handedOn, CancellationToken cancellationToken)
    {
        List<string> lasting = [];
        try
        {
            await AnsiConsole.Live(tree.Render()).AutoClear(true).StartAsync(async display =>
            {
                using var ended = new CancellationTokenSource();
                await using var stopping = cancellationToken.Register(() =>
                {
                    lock (tree) tree.Stop();
                });
                var drawing = DrawAsync(display, tree, ended.Token);
                try
                {
                    await foreach (var step in events.WithCancellation(cancellationToken))
                    {
                        lock (tree) tree.Take(step);
                        lasting.AddRange(_lines.Of(step));
                        handedOn.TryWrite(step);
                    }
                }
                finally
                {
                    await ended.CancelAsync();
                    await drawing;
                }
            });
        }
        finally
        {
            // Spectre clears the tree when it ends; what lasts is printed then, in one piece.
            plain.Write(lasting);
            if (tree.FailedOutput is { Count: > 0 } output) plain.Write(output);
            handedOn.Complete();
        }
    }

    private static async Task DrawAsync(LiveDisplayContext display, StageTree tree, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Frame);
        try
        {
            do
            {
                lock (tree) display.UpdateTarget(tree.Render());
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            Debug.Assert(cancellationToken.IsCancellationRequested, "Only the end of the stage stops the drawing.");
        }
    }
}
