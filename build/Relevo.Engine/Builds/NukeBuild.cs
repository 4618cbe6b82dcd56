#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.Linq.Expressions;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;
using Relevo.Engine.Execution;

namespace Nuke.Common;

/// <summary>
/// The base of build classes. A build declares targets as properties of type <see cref="Target"/>, implements components, and starts
/// with <c>public static int Main() => Execute&lt;Build>(x => x.Ship);</c>.
/// </summary>
public abstract partial class NukeBuild : INukeBuild
{
    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; }

    /// <inheritdoc/>
    [Parameter("List of targets to be invoked. Default is '{default_target}'.", Name = "Target", Separator = "+")]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(x => x.Invoked)];

    /// <inheritdoc/>
    [Parameter("List of targets to be skipped. Empty list skips all dependencies.", Name = "Skip", Separator = "+")]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => With(ExecutionStatus.Skipped);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => With(ExecutionStatus.Scheduled);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> RunningTargets => With(ExecutionStatus.Running);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => With(ExecutionStatus.Aborted);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => With(ExecutionStatus.Failed);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => With(ExecutionStatus.Succeeded);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. SucceededTargets];

    /// <summary>Whether to print the execution plan, and to run nothing.</summary>
    [Parameter("Shows the execution plan.")]
    public bool Plan { get; }

    /// <summary>Whether to print the targets and parameters, and to run nothing.</summary>
    [Parameter("Shows the help text for this build assembly.")]
    public bool Help { get; }

    /// <summary>Whether to leave out the line at the start.</summary>
    [Parameter("Disables displaying the NUKE logo.")]
    public bool NoLogo { get; set; }

    /// <summary>Whether to skip the targets that the previous, failed attempt finished.</summary>
    [Parameter("Indicates to continue a previously failed build attempt.")]
    public bool Continue { get; internal set; }

    /// <summary>Which part of targets that are split among several runs this run does.</summary>
    [Parameter("Partition to use on CI.", List = false)]
    public Partition Partition { get; internal set; } = Partition.Single;

    /// <inheritdoc/>
    public bool IsSucceeding => !IsFailing;

    /// <inheritdoc/>
    public bool IsFailing
        => ExecutionPlan.Any(x => x.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    /// <inheritdoc/>
    public bool IsFinished => !ExecutionPlan.Any(x => x.Status is ExecutionStatus.Scheduled or ExecutionStatus.Running);

    /// <inheritdoc/>
    public int? ExitCode { get; set; }

    /// <inheritdoc/>
    public void ReportSummary(Configure<Dictionary<string, string>> configurator = null)
    {
        var pairs = new Dictionary<string, string>();
        var target = ExecutionPlan.Single(x => x.Status == ExecutionStatus.Running);
        target.SummaryInformation = new Dictionary<string, string>(configurator?.Invoke(pairs) ?? pairs);
    }

    /// <summary>Runs the build with the call that this process was started with.</summary>
    /// <typeparam name="T">The build.</typeparam>
    /// <param name="defaultTargetExpressions">The targets to run where the call names none.</param>
    /// <returns>The code for the process to end with.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new()
        => BuildRun.Execute(Session.Current, defaultTargetExpressions);

    private ExecutableTarget[] With(ExecutionStatus status) => [.. ExecutionPlan.Where(x => x.Status == status)];
}
