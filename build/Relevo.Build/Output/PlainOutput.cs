using System.Runtime.CompilerServices;
using Relevo.Build.Doctor;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;

namespace Relevo.Build.Output;

/// <summary>Plain lines, for CI, pipes and <c>NO_COLOR</c>.</summary>
/// <param name="style">The colours.</param>
/// <param name="writer">Where to.</param>
/// <param name="withStepOutput">True where the steps' own lines are printed too.</param>
/// <param name="isQuiet">True where only results are wanted, not how they come about.</param>
internal sealed class PlainOutput(Style style, TextWriter writer, bool withStepOutput, bool isQuiet) : IStageOutput
{
    private readonly StageLines _lines = new(style, withStepOutput);

    /// <summary>The colours.</summary>
    public Style Style => style;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StageEvent> FollowAsync(IAsyncEnumerable<StageEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stopping = cancellationToken.Register(() => Note(StageTree.Stopping));
        await foreach (var step in events.WithCancellation(cancellationToken))
        {
            if (!isQuiet) Write(_lines.Of(step));
            yield return step;
        }
    }

    /// <inheritdoc/>
    public void Note(string text) => Write([text]);

    /// <inheritdoc/>
    public void Changes(IReadOnlyList<ResourceChange> changes) =>
        Write(changes.Count == 0 ? ["nothing is there."] : changes.SelectMany(change => ChangeLines.Pending(style, change)));

    /// <inheritdoc/>
    public void Plan(ProjectPlan plan) => Write(PlanLines.Of(style, plan));

    /// <inheritdoc/>
    public void Status(ProjectStatus status) => Write(StatusLines.Of(style, status));

    /// <inheritdoc/>
    public void Shipped(ProjectStatus status, string report, string? sampleCommand) => Write(StatusLines.Shipped(style, status, report, sampleCommand));

    /// <inheritdoc/>
    public void Findings(IReadOnlyList<Finding> findings) => Write(findings.SelectMany(finding => finding.Lines(style)));

    /// <inheritdoc/>
    public bool Ask(string question)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected) return false;
        writer.Write($"{question} [y/N] ");
        writer.Flush();
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>Writes lines.</summary>
    public void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines) writer.WriteLine(line);
        writer.Flush();
    }
}
