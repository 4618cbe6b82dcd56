using Relevo.Build.Doctor;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;

namespace Relevo.Build.Output;

/// <summary>What a person sees of the stages: a live tree on a terminal, plain lines elsewhere.</summary>
public interface IStageOutput
{
    /// <summary>Shows a stage's progress and hands its events on.</summary>
    IAsyncEnumerable<StageEvent> FollowAsync(IAsyncEnumerable<StageEvent> events, CancellationToken cancellationToken);

    /// <summary>One line to know.</summary>
    void Note(string text);

    /// <summary>What a plan would do.</summary>
    void Plan(ProjectPlan plan);

    /// <summary>A list of changes.</summary>
    void Changes(IReadOnlyList<ResourceChange> changes);

    /// <summary>Where the project stands.</summary>
    void Status(ProjectStatus status);

    /// <summary>The end of <c>Ship</c>: verdict, versions, address, and a line to paste.</summary>
    /// <param name="status">Where the project stands.</param>
    /// <param name="report">The report's path, as seen from the current folder.</param>
    /// <param name="sampleCommand">The line to paste, for a shell in the current folder; null where no endpoint runs.</param>
    void Shipped(ProjectStatus status, string report, string? sampleCommand);

    /// <summary>What <c>Doctor</c> found.</summary>
    void Findings(IReadOnlyList<Finding> findings);

    /// <summary>Asks a person; false where nobody can answer.</summary>
    bool Ask(string question);
}
