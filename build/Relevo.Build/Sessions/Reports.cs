using Relevo.Core.Errors;
using Relevo.Core.Records;
using Relevo.Core.Reports;
using Relevo.Core.Stages;

namespace Relevo.Build.Sessions;

/// <summary>Renders the report and the model card from the newest records.</summary>
internal static class Reports
{
    /// <summary>Writes them where that is possible.</summary>
    public static async Task TryWriteAsync(StageContext context, string stateRoot)
    {
        try
        {
            await WriteAsync(context, stateRoot, CancellationToken.None);
        }
        catch (RelevoException)
        {
            // The caller has a fault of its own to tell.
        }
    }

    /// <summary>Writes <c>artifacts/report.html</c> and <c>artifacts/model-card.md</c>; nothing where no stage has a record yet.</summary>
    public static async Task WriteAsync(StageContext context, string stateRoot, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(context.Records.Folder)) return;
        var model = new ReportModel
        {
            Project = context.Project.Name,
            Environment = context.Environment.Name,
            At = context.Time.GetUtcNow(),
            Provisioning = await LatestAsync<ProvisionRecord>(ProvisionRecord.StageName),
            Data = await LatestAsync<RegisterDataRecord>(RegisterDataRecord.StageName),
            Training = await LatestAsync<TrainRecord>(TrainRecord.StageName),
            Gate = await GateAsync(context, cancellationToken),
            Deployment = await LatestAsync<DeployRecord>(DeployRecord.StageName),
            SmokeTest = await LatestAsync<SmokeTestRecord>(SmokeTestRecord.StageName),
            Rollback = await LatestAsync<RollbackRecord>(RollbackRecord.StageName),
        };
        await ReportWriter.WriteAsync(model, Path.Combine(stateRoot, "artifacts"), cancellationToken);

        async Task<T?> LatestAsync<T>(string stage)
            where T : StageRecord => (await context.Records.FindLatestAsync<T>(stage, context.Project.Name, cancellationToken))?.Record;
    }

    /// <summary>
    /// The newest decision. Where it only found the champion unchanged, with the evidence on which that version was decided, so that a second
    /// run does not empty the report.
    /// </summary>
    private static async Task<GateRecord?> GateAsync(StageContext context, CancellationToken cancellationToken)
    {
        var newest = (await context.Records.FindLatestAsync<GateRecord>(GateRecord.StageName, context.Project.Name, cancellationToken))?.Record;
        if (newest is not { Decision.IsUnchanged: true }) return newest;
        var decisive = (await context.Records.FindLatestAsync<GateRecord>(
            GateRecord.StageName, context.Project.Name, g => !g.Decision.IsUnchanged && g.Candidate == newest.Candidate, cancellationToken))?.Record;
        return decisive is null ? newest : newest with
        {
            CandidateEvaluation = decisive.CandidateEvaluation,
            BaselineEvaluation = decisive.BaselineEvaluation,
            DataDigest = decisive.DataDigest,
            Decision = newest.Decision with { Summary = $"{newest.Decision.Summary} It was decided by: {decisive.Decision.Summary}", Checks = decisive.Decision.Checks, Warnings = decisive.Decision.Warnings },
        };
    }
}
