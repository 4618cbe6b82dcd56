namespace Relevo.Mlflow;

public sealed partial class MlflowClient
{
    /// <summary>
    /// Starts a run, or attaches to the run of <c>MLFLOW_RUN_ID</c> the first time it is called. Blocks until the server has it.
    /// </summary>
    /// <param name="name">The name; null for one that the server invents. An attached run keeps its own.</param>
    /// <param name="options">Experiment, parent and tags.</param>
    /// <returns>The run; its disposal ends it.</returns>
    public RunScope StartRun(string? name = null, StartRunOptions? options = null) =>
        Wait(StartRunAsync(name, options ?? new(), CancellationToken.None));

    /// <summary>Starts a run, or attaches to the run of <c>MLFLOW_RUN_ID</c> the first time it is called.</summary>
    /// <param name="name">The name; null for one that the server invents. An attached run keeps its own.</param>
    /// <param name="options">Experiment, parent and tags.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run; its disposal ends it.</returns>
    public async Task<RunScope> StartRunAsync(string? name, StartRunOptions options, CancellationToken cancellationToken)
    {
        if (options.ParentRunId is null && Interlocked.Exchange(ref _runToAttach, null) is { } attach)
        {
            await UpdateRunAsync(attach, RunStatus.Running, null, null, cancellationToken).ConfigureAwait(false);
            if (options.Tags.Count > 0)
                await LogBatchAsync(attach, [], [], [.. options.Tags.Select(t => new Tag(t.Key, t.Value))], cancellationToken).ConfigureAwait(false);
            return new RunScope(this, await GetRunAsync(attach, cancellationToken).ConfigureAwait(false));
        }
        var experiment = await ExperimentForAsync(options, cancellationToken).ConfigureAwait(false);
        return new RunScope(this, await CreateRunAsync(experiment, name, TagsOf(options), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Registers a model and waits for it: see <see cref="RegisterModelAsync"/>.</summary>
    /// <param name="modelUri">Where the files are, such as <c>runs:/0a1b…/model</c>.</param>
    /// <param name="name">The name of the model.</param>
    /// <param name="tags">Tags of the version.</param>
    /// <returns>The version.</returns>
    public ModelVersion RegisterModel(string modelUri, string name, IEnumerable<KeyValuePair<string, string>>? tags = null) =>
        Wait(RegisterModelAsync(modelUri, name, [.. (tags ?? []).Select(t => new Tag(t.Key, t.Value))], CancellationToken.None));

    internal static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    internal static void Wait(Task task) => task.GetAwaiter().GetResult();

    private async Task<string> ExperimentForAsync(StartRunOptions options, CancellationToken cancellationToken)
    {
        if (options.Experiment is { } named)
            return await GetOrCreateExperimentAsync(named, cancellationToken).ConfigureAwait(false);
        if (_options.ExperimentId is { } id)
            return id;
        return _options.ExperimentName is { } name ? await GetOrCreateExperimentAsync(name, cancellationToken).ConfigureAwait(false) : "0";
    }

    private static List<Tag> TagsOf(StartRunOptions options)
    {
        var tags = new Dictionary<string, string>
        {
            ["mlflow.user"] = Environment.UserName,
            ["mlflow.source.type"] = "LOCAL",
            ["mlflow.source.name"] = Path.GetFileName(Environment.GetCommandLineArgs().FirstOrDefault()) ?? "",
        };
        if (options.ParentRunId is { } parent)
            tags["mlflow.parentRunId"] = parent;
        if (options.Description is { } description)
            tags["mlflow.note.content"] = description;
        foreach (var (key, value) in options.Tags)
            tags[key] = value;
        return [.. tags.Where(t => t.Value.Length > 0).Select(t => new Tag(t.Key, t.Value))];
    }
}
