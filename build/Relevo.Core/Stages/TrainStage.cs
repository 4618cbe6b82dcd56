using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Relevo.Core.Errors;
using Relevo.Core.Gate;
using Relevo.Core.Jobs;
using Relevo.Core.Assets;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Runs the project's training job and makes its model the challenger.</summary>
public sealed class TrainStage(StageContext context)
{
    /// <summary>The alias of the version that the gate weighs.</summary>
    public const string ChallengerAlias = "challenger";

    /// <summary>The job as the stage would run it.</summary>
    public static JobRequest Request(StageContext context, TrainOptions options)
    {
        var job = AzureMlYaml.LoadJob(context.Project.JobFile, options.Overrides);
        job.EnsureRunnable();
        return new()
        {
            Job = job,
            DefaultExperiment = context.Project.Name,
            Force = options.Force,
            Tags = Tags(context),
        };
    }

    /// <summary>Trains. A step that fails ends the stage with an exception, after its record is written.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync(TrainOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var request = Request(context, options);
        CheckWhatFollows();
        JobEvent.Started? begun = null;
        JobResult? result = null;
        await foreach (var step in context.Workspace.Jobs.RunAsync(request, cancellationToken))
        {
            yield return new StageEvent.RunningJob(step);
            if (step is JobEvent.Started first) begun = first;
            if (step is JobEvent.Completed last) result = last.Result;
        }
        if (begun is null || result is null) throw new InvalidOperationException("The job ended without saying how.");
        var model = result.Status == JobStatus.Completed ? await RegisterAsync(request.Job, result, cancellationToken) : null;
        var record = await RecordAsync(request, options, begun, result, model, cancellationToken);
        var data = await context.Records.FindLatestAsync<RegisterDataRecord>(RegisterDataRecord.StageName, context.Project.Name, cancellationToken);
        var stored = context.Finish(started, record, data?.Reference);
        if (result.Status != JobStatus.Completed) throw Failed(result);
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }

    /// <summary>Reads what the stages behind this one will read: a mistake there is told before the training, not after it.</summary>
    private void CheckWhatFollows()
    {
        if (context.Project.GateFile is { } gate) GateFile.Load(gate);
        if (context.Project is { EndpointFile: not null, DeploymentFile: not null }) DeployStage.Load(context);
    }

    private static Dictionary<string, string> Tags(StageContext context)
    {
        Dictionary<string, string> tags = new() { ["mlflow.user"] = context.By, ["relevo.project"] = context.Project.Name, ["relevo.environment"] = context.Environment.Name };
        if (context.Source.Commit is { } commit) tags["mlflow.source.git.commit"] = commit;
        if (context.Source.Branch is { } branch) tags["mlflow.source.git.branch"] = branch;
        if (context.Source.IsDirty) tags["relevo.source.dirty"] = "true";
        return tags;
    }

    private async Task<ModelVersionReference?> RegisterAsync(Job job, JobResult result, CancellationToken cancellationToken)
    {
        if (ModelOutput.Find(context.Project, job, result) is not { } output) return null;
        var models = context.Workspace.Models;
        string[] runs = [result.RunId, .. result.Steps.Select(s => s.RunId).OfType<string>()];
        // A job may register the model in a step of its own, as mlops-v2's do; then that version is the challenger.
        var registered = await models.FindByRunsAsync(output.Model, runs, cancellationToken);
        var version = registered.Count > 0
            ? registered[0]
            : await models.RegisterAsync(new() { Model = output.Model, Output = output.Location, RunId = output.RunId ?? result.RunId }, cancellationToken);
        await models.SetTagsAsync(version.Model, version.Version, VersionTags(result, output), cancellationToken);
        await MakeChallengerAsync(version, cancellationToken);
        return new(version.Model, version.Version, version.RunId, output.Location.Digest);
    }

    private Dictionary<string, string> VersionTags(JobResult result, ModelOutput output)
    {
        Dictionary<string, string> tags = new() { ["relevo.job.run_id"] = result.RunId };
        if (output.Location.Digest is { } digest) tags[ModelVersion.DigestTag] = digest;
        if (context.Source.Commit is { } commit) tags["mlflow.source.git.commit"] = commit;
        if (result.Data.Count > 0) tags["relevo.data"] = string.Join(' ', result.Data.Select(d => d.Reference));
        return tags;
    }

    private async Task MakeChallengerAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var current = await context.Workspace.Models.FindByAliasAsync(version.Model, ChallengerAlias, cancellationToken);
        if (current?.Version == version.Version) return;
        var move = new AliasMove
        {
            Model = version.Model,
            Alias = ChallengerAlias,
            ExpectedVersion = current?.Version,
            NewVersion = version.Version,
            By = context.By,
            Reason = "trained",
        };
        if (await context.Workspace.Models.TryMoveAliasAsync(move, cancellationToken)) return;
        throw new RelevoException(
            $"The alias '{ChallengerAlias}' of {version.Model} was moved by somebody else meanwhile.",
            "run Train again: its finished steps are reused.",
            ExitCode.Workspace);
    }

    private async Task<TrainRecord> RecordAsync(
        JobRequest request, TrainOptions options, JobEvent.Started begun, JobResult result, ModelVersionReference? model, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyDictionary<string, double>> metrics = [];
        Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>>> histories = [];
        foreach (var step in result.Steps)
        {
            if (step.RunId is null || await context.Workspace.Tracking.FindAsync(step.RunId, cancellationToken) is not { Metrics.Count: > 0 } run) continue;
            metrics[step.Step] = run.Metrics;
            if (await HistoriesAsync(run, cancellationToken) is { Count: > 0 } curves) histories[step.Step] = curves;
        }
        return new()
        {
            JobFile = Path.GetRelativePath(context.Project.Directory, context.Project.JobFile).Replace('\\', '/'),
            JobDigest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(context.Project.JobFile, cancellationToken))),
            Overrides = options.Overrides,
            Parameters = request.Job.Inputs.Where(i => i.Value is JobInput.Literal).ToDictionary(i => i.Key, i => ((JobInput.Literal)i.Value).Text),
            Job = result,
            Graph = begun.Steps,
            RunUrl = begun.Url,
            Metrics = metrics,
            Histories = histories,
            Model = model,
        };
    }

    private async Task<Dictionary<string, IReadOnlyList<MetricPoint>>> HistoriesAsync(TrackedRun run, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<MetricPoint>> curves = [];
        foreach (var metric in run.Metrics.Keys)
        {
            var history = await context.Workspace.Tracking.HistoryAsync(run.RunId, metric, cancellationToken);
            if (history.Count > 1) curves[metric] = history;
        }
        return curves;
    }

    private static RelevoException Failed(JobResult result)
    {
        if (result.Status == JobStatus.Canceled) return new("The training job was cancelled.", "run Train again: finished steps are reused.", ExitCode.Workspace);
        var step = result.Steps.FirstOrDefault(s => s.Status == JobStatus.Failed);
        var log = step?.LogFile is { } file ? $"; see {Path.GetRelativePath(Directory.GetCurrentDirectory(), file)}." : "";
        return new(
            step is null ? "The training job failed." : $"Step '{step.Step}' failed: {step.Reason}{log}",
            "mend the cause, then run Train again: finished steps are reused.",
            ExitCode.Workspace);
    }
}
