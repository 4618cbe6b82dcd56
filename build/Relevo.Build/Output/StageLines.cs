using Relevo.Core.Records;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;

namespace Relevo.Build.Output;

/// <summary>What stays on the screen of each event, as lines. Both outputs print the same ones.</summary>
/// <param name="style">The colours.</param>
/// <param name="withStepOutput">True where the steps' own lines are printed too.</param>
internal sealed class StageLines(Style style, bool withStepOutput)
{
    private int _column = 12;

    /// <summary>The lines of an event; none for passing progress.</summary>
    public IEnumerable<string> Of(StageEvent step) => step switch
    {
        StageEvent.Note note => [note.Text],
        StageEvent.Warning warning => [style.Warn($"warning: {warning.Text}")],
        StageEvent.Provisioning { Event: ProvisionEvent.Completed done } => [ChangeLines.Done(style, done)],
        StageEvent.RegisteringData { Event: RegisterDataEvent.Registered data } => [Registered(data)],
        StageEvent.RunningJob job => Of(job.Event),
        StageEvent.Evaluating evaluating => [$"scoring the {evaluating.Role}, {evaluating.Model.Name} version {evaluating.Model.Version}"],
        StageEvent.Deploying { Event: DeployEvent.Progress progress } => [style.Faint(progress.Text)],
        StageEvent.Deploying { Event: DeployEvent.Healthy } healthy => [Healthy((DeployEvent.Healthy)healthy.Event)],
        StageEvent.Completed completed => Of(completed.Record),
        _ => [],
    };

    private IEnumerable<string> Of(JobEvent step)
    {
        switch (step)
        {
            case JobEvent.Started started:
                _column = Math.Max(_column, started.Steps.Max(s => s.Name.Length));
                return [style.Faint($"run {started.RunId}: {string.Join(", ", started.Steps.Select(s => s.Name))}")];
            case JobEvent.StepStarted begun:
                return [$"{Step(begun.Step)}{style.Faint($"starts: {begun.Reason}")}"];
            case JobEvent.StepOutput output when withStepOutput:
                return [$"{Step(output.Step)}{style.Faint("|")} {(output.IsError ? style.Warn(output.Line) : output.Line)}"];
            case JobEvent.StepCompleted completed:
                return [$"{Step(completed.Result.Step)}{Ended(completed.Result)}"];
            default:
                return [];
        }
    }

    private string Step(string name) => style.Strong(name.PadRight(_column)) + " ";

    private string Ended(StepResult result) => result.Status switch
    {
        JobStatus.Completed when result.IsReused => style.Good("reused") + style.Faint($": {result.Reason}"),
        JobStatus.Completed => style.Good($"done in {Words.Of(result.Duration)}"),
        JobStatus.Failed => style.Bad($"failed after {Words.Of(result.Duration)}: {result.Reason}"),
        JobStatus.Canceled => style.Warn($"cancelled: {result.Reason}"),
        _ => style.Faint($"not run: {result.Reason}"),
    };

    private string Registered(RegisterDataEvent.Registered data) =>
        $"{style.Strong(data.Version.Name)} version {data.Version.Version} {(data.IsNew ? style.Good("(new)") : style.Faint("(the same content as before)"))}: "
        + $"{data.Version.FileCount} {(data.Version.FileCount == 1 ? "file" : "files")}, {Words.Bytes(data.Version.SizeBytes)}, sha256 {Words.Short(data.Version.Digest)}";

    private string Healthy(DeployEvent.Healthy healthy) =>
        healthy.IsNew ? $"endpoint {style.Strong(healthy.Endpoint.Name)} is {style.Good("healthy")}" : style.Faint($"endpoint {healthy.Endpoint.Name} has this deployment already, healthy");

    private IEnumerable<string> Of(StageRecord record) => record switch
    {
        ProvisionRecord provision when provision.Changes.All(change => !change.IsPending) => [style.Faint("Nothing to change.")],
        TrainRecord { Model: { } model } => [$"challenger: {model.Name} version {style.Strong(model.Version)}"],
        GateRecord gate => GateTable.Lines(style, gate),
        DeployRecord deploy => [$"{deploy.ScoringUri}: {deploy.Deployment} serves {deploy.Model.Name} version {style.Strong(deploy.Model.Version)} with all traffic"],
        SmokeTestRecord smoke => [$"{smoke.Deployment ?? smoke.Endpoint} answered {smoke.StatusCode} in {Words.Of(smoke.Latency)}: {Cut(smoke.Response)}"],
        RollbackRecord rollback => [$"champion: version {style.Strong(rollback.To.Version)} again (was {rollback.From.Version}){(rollback.Deployment is null ? "" : $", served by {rollback.Deployment}")}"],
        _ => [],
    };

    private static string Cut(string text) => text.Length <= 160 ? text : text[..160] + "...";
}
