using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Relevo.Core.Errors;
using Relevo.Core.Gate;
using Relevo.Core.Jobs;
using Relevo.Core.Assets;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>
/// Weighs the challenger against the champion on the same held-out rows, and moves the champion alias where the verdict is to promote.
/// A challenger that loses is an outcome, not a fault.
/// </summary>
public sealed class GateStage(StageContext context)
{
    /// <summary>The tag of a version that was rolled back: when, and by whom.</summary>
    public const string RolledBackTag = "relevo.rolled_back";

    /// <summary>Decides.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync(GateOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var definition = GateFile.Load(context.Project.GateFile ?? throw NoGate());
        var train = await context.Records.FindLatestAsync<TrainRecord>(TrainRecord.StageName, context.Project.Name, t => t.Model is not null, cancellationToken);
        var candidate = await ResolveAsync(definition.Candidate, cancellationToken) ?? throw NoCandidate(definition);
        var baseline = await ResolveAsync(definition.Baseline, cancellationToken);
        if (train?.Record.Model is { } trained && (trained.Name, trained.Version) != (candidate.Model, candidate.Version))
            yield return new StageEvent.Warning($"the held-out rows are those of the last training, which made version {trained.Version}, not of the candidate's, version {candidate.Version}.");
        var record = new GateRecord
        {
            Decision = new() { Verdict = Verdict.Error, Summary = "" },
            Candidate = ModelVersionReference.Of(candidate),
            Baseline = baseline is null ? null : ModelVersionReference.Of(baseline),
            GateDigest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(definition.File, cancellationToken))),
            IsPromoted = false,
            PreviousChampion = baseline?.Version,
        };
        if (WithoutScoring(candidate, baseline) is { } decided)
        {
            record = record with { Decision = decided };
        }
        else
        {
            // With the overrides of that training: they may say how the step scores.
            var job = AzureMlYaml.LoadJob(context.Project.JobFile, train?.Record.Overrides) as PipelineJob ?? throw NotAPipeline();
            ModelEvaluation? ours = null, theirs = null;
            await foreach (var step in EvaluateAsync("challenger", candidate, definition, job, train?.Record, options.Force, e => ours = e, cancellationToken)) yield return step;
            if (baseline is not null)
            {
                await foreach (var step in EvaluateAsync("champion", baseline, definition, job, train?.Record, options.Force, e => theirs = e, cancellationToken)) yield return step;
            }
            record = record with
            {
                CandidateEvaluation = ours,
                BaselineEvaluation = theirs,
                DataDigest = EvaluationJob.DataDigest(definition.Evaluate, job, train?.Record),
                Decision = GateRules.Decide(definition, ours!.Metrics, theirs?.Metrics), // set by the enumeration above
            };
        }
        if (record.Decision.Verdict == Verdict.Promote && !options.IsDryRun) record = await PromoteAsync(definition, record, cancellationToken);
        var stored = context.Finish(started, record, train?.Reference);
        if (record.Decision.Verdict == Verdict.Error) throw Undecided(record, stored.File);
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }

    private async Task<ModelVersion?> ResolveAsync(RegisteredModelReference reference, CancellationToken cancellationToken) =>
        reference.Alias is { } alias
            ? await context.Workspace.Models.FindByAliasAsync(reference.Name, alias, cancellationToken)
            : await context.Workspace.Models.FindAsync(reference.Name, reference.Version!, cancellationToken); // one of the two is set

    private static GateDecision? WithoutScoring(ModelVersion candidate, ModelVersion? baseline)
    {
        if (baseline is not null && candidate.Version == baseline.Version && candidate.Model == baseline.Model)
            return new() { Verdict = Verdict.Tie, IsUnchanged = true, Summary = $"version {candidate.Version} is the champion already." };
        if (baseline is not null && candidate.Digest is not null && candidate.Digest == baseline.Digest)
            return new() { Verdict = Verdict.Tie, IsUnchanged = true, Summary = $"version {candidate.Version} has the very files of the champion, version {baseline.Version}." };
        if (candidate.Tags.GetValueOrDefault(RolledBackTag) is { Length: > 0 } rolledBack)
            return new() { Verdict = Verdict.Reject, Summary = $"version {candidate.Version} was rolled back ({rolledBack}): train another, or delete its tag '{RolledBackTag}'." };
        return null;
    }

    private async IAsyncEnumerable<StageEvent> EvaluateAsync(
        string role, ModelVersion model, GateDefinition definition, PipelineJob pipeline, TrainRecord? train, bool force, Action<ModelEvaluation> done,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new StageEvent.Evaluating(role, ModelVersionReference.Of(model));
        var folder = await context.Workspace.Models.DownloadAsync(model, cancellationToken);
        var job = EvaluationJob.Create(definition, pipeline, folder, train);
        var request = new JobRequest
        {
            Job = job,
            DefaultExperiment = context.Project.Name,
            Force = force,
            Tags = new Dictionary<string, string> { ["relevo.gate.role"] = role, ["relevo.gate.model"] = model.Uri, ["mlflow.user"] = context.By },
        };
        JobResult? result = null;
        await foreach (var step in context.Workspace.Jobs.RunAsync(request, cancellationToken))
        {
            yield return new StageEvent.RunningJob(step);
            if (step is JobEvent.Completed last) result = last.Result;
        }
        done(await ReadAsync(model, definition, result!, cancellationToken)); // a job's last event is its completion
    }

    private async Task<ModelEvaluation> ReadAsync(ModelVersion model, GateDefinition definition, JobResult result, CancellationToken cancellationToken)
    {
        var step = result.Steps[0];
        if (step.Status != JobStatus.Completed || step.RunId is null)
        {
            throw new RelevoException(
                $"The gate could not score {model.Uri}: step '{definition.Evaluate.Step}' {step.Reason}{(step.LogFile is { } log ? $"; see {Path.GetRelativePath(Directory.GetCurrentDirectory(), log)}." : "")}",
                "mend the step, or the model that it cannot read, then run Gate again.",
                ExitCode.Workspace);
        }
        var run = await context.Workspace.Tracking.FindAsync(step.RunId, cancellationToken);
        return new()
        {
            Model = ModelVersionReference.Of(model),
            RunId = step.RunId,
            IsReused = step.IsReused,
            Metrics = run?.Metrics ?? new Dictionary<string, double>(),
            Output = step.Outputs.Count > 0 ? step.Outputs.First().Value.Uri : null,
        };
    }

    private async Task<GateRecord> PromoteAsync(GateDefinition definition, GateRecord record, CancellationToken cancellationToken)
    {
        if (definition.Baseline.Alias is not { } alias) return record;
        var move = new AliasMove
        {
            Model = record.Candidate.Name,
            Alias = alias,
            ExpectedVersion = record.Baseline?.Version,
            NewVersion = record.Candidate.Version,
            By = context.By,
            Reason = $"promoted by the gate: {record.Decision.Summary}",
        };
        if (!await context.Workspace.Models.TryMoveAliasAsync(move, cancellationToken))
        {
            throw new RelevoException(
                $"The alias '{alias}' of {record.Candidate.Name} moved while the gate was deciding, so nothing was promoted.",
                "run Gate again: it weighs the challenger against the new champion.",
                ExitCode.Workspace);
        }
        return record with { IsPromoted = true };
    }

    private RelevoException NoGate() => new(
        $"{context.Project.File} names no gate.",
        "add 'gate: gate.yml' with the promotion rules, or leave the target out with --skip gate.",
        ExitCode.Configuration);

    private static RelevoException NoCandidate(GateDefinition definition) => new(
        $"There is no model version {definition.Candidate}.",
        "run Train first; it sets the alias 'challenger'.",
        ExitCode.Workspace);

    private RelevoException NotAPipeline() => new(
        $"{context.Project.JobFile} is not a pipeline job, so it has no step that the gate could run.",
        "make the job a pipeline with a step that scores a model.",
        ExitCode.Configuration);

    private static RelevoException Undecided(GateRecord record, string file) => new(
        $"The gate cannot decide: {record.Decision.Summary}",
        $"see {Path.GetRelativePath(Directory.GetCurrentDirectory(), file)}; the champion is untouched.",
        ExitCode.Workspace);
}
