using System.Diagnostics;
using Relevo.Build.Targets;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Relevo.Build.Output;

/// <summary>The state that the live tree shows: targets of the plan, the running one's steps, their last lines.</summary>
internal sealed class StageTree(IHasSession build)
{
    /// <summary>What is shown from Ctrl-C until the stage has ended what it started.</summary>
    public const string Stopping = "stopping: what runs is being ended; Ctrl-C again ends at once";

    private const int ShownLines = 6;
    private const int KeptLines = 40;

    // What the tree draws before a step's line: three levels of four columns, and one kept free.
    private const int Indent = 13;
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, StepState> _steps = [];
    private readonly List<string> _order = [];
    private string _text = "";

    /// <summary>The last lines of steps that failed.</summary>
    public IReadOnlyList<string> FailedOutput =>
        [.. _order.Select(name => _steps[name]).Where(s => s.Result?.Status == JobStatus.Failed).SelectMany(s => s.Lines.Select(l => $"{s.Name} | {l}"))];

    /// <summary>Takes an event in.</summary>
    public void Take(StageEvent step)
    {
        switch (step)
        {
            case StageEvent.RunningJob { Event: JobEvent.Started started }:
                foreach (var s in started.Steps) State(s.Name);
                break;
            case StageEvent.RunningJob { Event: JobEvent.StepStarted begun }:
                State(begun.Step).StartedAt = Stopwatch.GetTimestamp();
                break;
            case StageEvent.RunningJob { Event: JobEvent.StepOutput output }:
                State(output.Step).Add(output.Line, KeptLines);
                break;
            case StageEvent.RunningJob { Event: JobEvent.StepCompleted completed }:
                State(completed.Result.Step).Result = completed.Result;
                break;
            case StageEvent.RegisteringData { Event: RegisterDataEvent.Progress progress } data:
                _text = $"{data.Asset}: {Words.Bytes(progress.DoneBytes)} of {Words.Bytes(progress.TotalBytes)}";
                break;
            case StageEvent.Provisioning { Event: ProvisionEvent.Started started }:
                _text = $"{started.Change.ResourceKind} {started.Change.Name}";
                break;
            case StageEvent.Evaluating evaluating:
                _text = $"scoring the {evaluating.Role}, version {evaluating.Model.Version}";
                break;
            case StageEvent.Deploying { Event: DeployEvent.Progress progress }:
                _text = progress.Text;
                break;
        }
    }

    /// <summary>Shows that the stage is being stopped.</summary>
    public void Stop() => _text = Stopping;

    /// <summary>Draws.</summary>
    public IRenderable Render()
    {
        var running = build.RunningTargets.FirstOrDefault()?.Name ?? "";
        var tree = new Tree(new Text(build.GetType().Name == "Build" ? "relevo" : build.GetType().Name)).Style("grey");
        foreach (var target in build.ExecutionPlan)
        {
            var node = tree.AddNode(target.Name == running ? new Markup($"[yellow]{Spin()}[/] [bold]{Markup.Escape(target.Name)}[/] [grey]{Elapsed(_start)} {Markup.Escape(_text)}[/]") : Label(target.Name));
            if (target.Name != running) continue;
            foreach (var name in _order) AddStep(node, _steps[name]);
        }
        return tree;
    }

    private Markup Label(string target) =>
        build.SucceededTargets.Any(t => t.Name == target) ? new($"[green]✓[/] {Markup.Escape(target)}")
        : build.SkippedTargets.Any(t => t.Name == target) ? new($"[grey]- {Markup.Escape(target)}[/]")
        : new($"[grey]· {Markup.Escape(target)}[/]");

    private void AddStep(TreeNode node, StepState step)
    {
        var name = Markup.Escape(step.Name);
        var child = node.AddNode(step switch
        {
            { Result: { IsReused: true } } => new Markup($"[green]✓[/] {name} [grey]reused[/]"),
            { Result: { Status: JobStatus.Completed } done } => new Markup($"[green]✓[/] {name} [grey]{Words.Of(done.Duration)}[/]"),
            { Result: { } ended } => new Markup($"[red]✗[/] {name} [red]{ended.Status.ToString().ToLowerInvariant()}[/]"),
            { StartedAt: { } at } => new Markup($"[yellow]{Spin()}[/] {name} [grey]{Elapsed(at)}[/]"),
            _ => new Markup($"[grey]· {name}[/]"),
        });
        if (step is not { StartedAt: not null, Result: null }) return;
        foreach (var line in step.Lines.TakeLast(ShownLines)) child.AddNode(new Text(Cut(line), new Spectre.Console.Style(Color.Grey)));
    }

    private StepState State(string name)
    {
        if (_steps.TryGetValue(name, out var state)) return state;
        _order.Add(name);
        return _steps[name] = new(name);
    }

    private string Spin() => Spinner[(int)(Stopwatch.GetElapsedTime(_start).TotalMilliseconds / 120) % Spinner.Length];

    // A line that wraps would make the tree taller than what a small terminal can clear.
    private static string Cut(string line) => AnsiConsole.Profile.Width - Indent is var width && width > 1 && line.Length > width ? line[..(width - 1)] + "…" : line;

    private static string Elapsed(long since) => Stopwatch.GetElapsedTime(since).TotalSeconds < 1 ? "" : Words.Of(TimeSpan.FromSeconds(Math.Floor(Stopwatch.GetElapsedTime(since).TotalSeconds)));

    private sealed class StepState(string name)
    {
        private readonly Queue<string> _lines = [];

        public string Name { get; } = name;

        public long? StartedAt { get; set; }

        public StepResult? Result { get; set; }

        public IReadOnlyCollection<string> Lines => _lines;

        public void Add(string line, int most)
        {
            _lines.Enqueue(line);
            while (_lines.Count > most) _lines.Dequeue();
        }
    }
}
