using System.Globalization;
using System.Text;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Expressions;
using Relevo.Core.Workspaces;
using Relevo.Local.Jobs.Processes;
using Relevo.Local.Store;
using Relevo.Mlflow;

namespace Relevo.Local.Jobs;

/// <summary>One step that really runs: its run, its folders, its process, its outputs.</summary>
internal sealed class StepRun(
    JobContext context, StepDefinition step, StepInputs resolver, IReadOnlyDictionary<string, StepValue> inputs, ContentManifest? code, StepFingerprint fingerprint, string reason)
{
    private const int NotFound = 127;

    private readonly string _folder = Path.Combine(context.Folder, FileNameOf(step.Name));
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private string _runId = "";

    private string LogFile => _folder + ".log";

    /// <summary>Runs the step to its end.</summary>
    /// <returns>How it ended, and its outputs in the store where it completed.</returns>
    public async Task<(StepResult Result, IReadOnlyDictionary<string, StepOutput> Outputs)> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _runId = await CreateRunAsync();
        context.Table.AddStep(_runId, context.RunId, step.Name);
        var status = RunStatus.Failed;
        try
        {
            await context.TellAsync(new JobEvent.StepStarted(step.Name, _runId, reason));
            var (result, outputs) = await RunProcessAsync(cancellationToken);
            status = result.Status switch { JobStatus.Completed => RunStatus.Finished, JobStatus.Canceled => RunStatus.Killed, _ => RunStatus.Failed };
            return (result, outputs);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            status = RunStatus.Killed;
            return (Ended(JobStatus.Canceled, "the job was cancelled", null, TimeSpan.Zero), NoOutputs);
        }
        finally
        {
            await context.Tracking.UpdateRunAsync(_runId, status, context.Now, null, CancellationToken.None);
            if (status != RunStatus.Finished) context.Table.EndStep(_runId);
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }
    }

    private static IReadOnlyDictionary<string, StepOutput> NoOutputs { get; } = new Dictionary<string, StepOutput>();

    private async Task<string> CreateRunAsync()
    {
        var tags = new List<Tag> { new("mlflow.parentRunId", context.RunId), new("mlflow.rootRunId", context.RunId), new("relevo.step", step.Name) };
        tags.AddRange(context.Job.Tags.Where(tag => tag.Key.StartsWith("mlflow.source.", StringComparison.Ordinal) || tag.Key == "mlflow.user").Select(tag => new Tag(tag.Key, tag.Value)));
        var run = await context.Tracking.CreateRunAsync(context.ExperimentId, step.Name, null, null, tags, CancellationToken.None);
        return run.Info.RunId;
    }

    private async Task<(StepResult, IReadOnlyDictionary<string, StepOutput>)> RunProcessAsync(CancellationToken cancellationToken)
    {
        MakeOutputFolders();
        var workingFolder = code is null ? Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName : await context.Snapshots.MakeAsync(step, code, cancellationToken);
        var command = CommandText.Substitute(step.Command, ValueOf);
        var variables = await VariablesAsync(cancellationToken);
        using var log = new StepLog(LogFile, Header(command, workingFolder));
        using var timeout = new CancellationTokenSource(step.Timeout ?? Timeout.InfiniteTimeSpan, context.TimeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var watchdog = context.Watchdog;
        var started = context.TimeProvider.GetTimestamp();
        using var process = StepProcess.Start(command, workingFolder, variables, context.TimeProvider);
        watchdog.Add(process.Id);
        try
        {
            context.Table.SetProcess(_runId, process.Id);
            var exitCode = await process.WaitAsync(log, (line, isError) => context.TellAsync(new JobEvent.StepOutput(step.Name, line, isError)), stop.Token);
            return await FinishAsync(exitCode, context.TimeProvider.GetElapsedTime(started), cancellationToken);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            var duration = context.TimeProvider.GetElapsedTime(started);
            return cancellationToken.IsCancellationRequested
                ? (Ended(JobStatus.Canceled, "the job was cancelled", null, duration), NoOutputs)
                : (Ended(JobStatus.Failed, $"it ran longer than its time-out of {step.Timeout:g}", null, duration), NoOutputs);
        }
        finally
        {
            watchdog.Remove(process.Id);
        }
    }

    private async Task<(StepResult, IReadOnlyDictionary<string, StepOutput>)> FinishAsync(int exitCode, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (exitCode != 0) return (Ended(JobStatus.Failed, FailureOf(exitCode), exitCode, duration), NoOutputs);
        var outputs = new Dictionary<string, StepOutput>(StringComparer.Ordinal);
        foreach (var (name, output) in step.Outputs)
        {
            if (output.Type == AssetType.UriFile && !Path.Exists(_outputs[name]))
                return (Ended(JobStatus.Failed, $"its process ended well but did not write the file of its output '{name}'", exitCode, duration), NoOutputs);
            string digest;
            try
            {
                digest = (await context.Content.AdoptAsync(OutputFolder(name), cancellationToken)).Digest;
            }
            catch (RelevoException fault) when (fault.ExitCode == ExitCode.Configuration)
            {
                return (Ended(JobStatus.Failed, $"its output '{name}' cannot be kept: {fault.Problem}", exitCode, duration), NoOutputs);
            }
            outputs[name] = new StepOutput(digest, output.Type.WireName(), output.Type == AssetType.UriFile ? name : null);
        }
        context.History.Add(context.Job.Experiment, step.Name, new StepHistory.Entry(_runId, fingerprint, outputs, duration), context.TimeProvider.GetUtcNow());
        var result = Ended(JobStatus.Completed, reason, exitCode, duration);
        return (result with { Outputs = Locate(context.Content, outputs) }, outputs);
    }

    /// <summary>Outputs of a step as callers see them.</summary>
    public static IReadOnlyDictionary<string, OutputLocation> Locate(ContentStore content, IReadOnlyDictionary<string, StepOutput> outputs) =>
        outputs.ToDictionary(output => output.Key, output => new OutputLocation(PathOf(content, output.Value), output.Value.Digest, output.Value.Type), StringComparer.Ordinal);

    /// <summary>Where an output is.</summary>
    public static string PathOf(ContentStore content, StepOutput output) =>
        output.File is null ? content.PathOf(output.Digest) : Path.Combine(content.PathOf(output.Digest), output.File);

    private void MakeOutputFolders()
    {
        foreach (var (name, output) in step.Outputs)
        {
            var folder = Directory.CreateDirectory(OutputFolder(name)).FullName;
            _outputs[name] = output.Type == AssetType.UriFile ? Path.Combine(folder, name) : folder;
        }
    }

    private string OutputFolder(string name) => Path.Combine(_folder, "outputs", name);

    private StepValue? ValueOf(Reference reference) => reference switch
    {
        Reference.Input { Name: var name } => inputs.GetValueOrDefault(name),
        Reference.Output { Name: var name } => _outputs.TryGetValue(name, out var path) ? new StepValue.Content(path, "") : null,
        _ => resolver.Resolve(step, reference),
    };

    private async Task<Dictionary<string, string>> VariablesAsync(CancellationToken cancellationToken)
    {
        var variables = StepVariables.Inherited();
        foreach (var (name, value) in inputs) variables[StepVariables.Named("AZURE_ML_INPUT_", name)] = TextOf(value);
        foreach (var (name, path) in _outputs) variables[StepVariables.Named("AZURE_ML_OUTPUT_", name)] = path;
        foreach (var (name, value) in step.Variables) variables[name] = value.Evaluate(reference => ValueOf(reference) is { } known ? TextOf(known) : null);
        variables["MLFLOW_TRACKING_URI"] = (await context.Options.TrackingAddress(cancellationToken)).ToString().TrimEnd('/');
        variables["MLFLOW_RUN_ID"] = _runId;
        variables["MLFLOW_EXPERIMENT_ID"] = context.ExperimentId;
        variables["MLFLOW_EXPERIMENT_NAME"] = context.Job.Experiment;
        variables["AZUREML_RUN_ID"] = _runId;
        variables["AZUREML_ROOT_RUN_ID"] = context.RunId;
        variables["AZUREML_ARM_PROJECT_NAME"] = context.Job.Experiment;
        variables["DOTNET_NOLOGO"] = "1";
        variables[StepProcess.MarkerVariable] = _runId;
        variables[StepVariables.JobMarker] = context.RunId;
        return variables;
    }

    private static string TextOf(StepValue value) => value is StepValue.Content content ? content.Path : ((StepValue.Literal)value).Text;

    // Values of variables stay out: a log is passed on more easily than a job file.
    private string Header(string command, string workingFolder)
    {
        var header = new StringBuilder();
        header.Append(CultureInfo.InvariantCulture, $"# step '{step.Name}' of '{context.Job.Name}', run {_runId}, {context.TimeProvider.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z\n");
        header.Append(CultureInfo.InvariantCulture, $"# why: {reason}\n# folder: {workingFolder}\n");
        foreach (var (name, value) in inputs) header.Append(CultureInfo.InvariantCulture, $"# input {name}: {TextOf(value).ReplaceLineEndings(" ")}\n");
        if (step.Variables.Count > 0) header.Append(CultureInfo.InvariantCulture, $"# environment variables of the job: {string.Join(", ", step.Variables.Keys)}\n");
        return header.Append(CultureInfo.InvariantCulture, $"# command: {command.TrimEnd().ReplaceLineEndings("\n#   ")}\n\n").ToString();
    }

    private StepResult Ended(JobStatus status, string why, int? exitCode, TimeSpan duration) => new()
    {
        Step = step.Name, Status = status, RunId = _runId, Reason = why, ExitCode = exitCode, Duration = duration, LogFile = File.Exists(LogFile) ? LogFile : null,
    };

    private string FailureOf(int exitCode) => exitCode == NotFound
        ? $"a command was not found{CommandWords.FirstMissing(CommandText.Substitute(step.Command, ValueOf)) switch { { } missing => $": '{missing}'", null => "" }}; install it, or change 'command:' at {step.Location}"
        : exitCode > 128 && !OperatingSystem.IsWindows()
            ? $"its process was ended by signal {exitCode - 128}"
            : $"its process ended with code {exitCode}";

    private static string FileNameOf(string step) =>
        string.Concat(step.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' ? character : '_')).TrimStart('.') is { Length: > 0 } name ? name : "step";
}
