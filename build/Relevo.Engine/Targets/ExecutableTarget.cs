#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using Relevo.Engine.Targets;

namespace Nuke.Common.Execution;

/// <summary>A target of a build, resolved: its definition, its place in the graph, and how far it has come.</summary>
public class ExecutableTarget
{
    internal TargetDefinition Definition { get; set; }

    internal Stopwatch Stopwatch { get; } = new();

    /// <summary>The property that the build declares the target with.</summary>
    public MemberInfo Member { get; set; }

    /// <summary>The target's name.</summary>
    public string Name { get; set; }

    /// <summary>The sentence that <c>--help</c> shows, or null.</summary>
    public string Description { get; set; }

    /// <summary>Whether <c>--help</c> shows the target.</summary>
    public bool Listed { get; set; }

    /// <summary>The delegate that the property returns; two targets are the same when it is equal.</summary>
    public Delegate Factory { get; set; }

    /// <summary>Conditions checked when the target's turn has come.</summary>
    public List<(string Text, Func<bool> Delegate)> DynamicConditions { get; internal set; } = [];

    /// <summary>Conditions checked before the first target runs.</summary>
    public List<(string Text, Func<bool> Delegate)> StaticConditions { get; internal set; } = [];

    /// <summary>What becomes of the dependencies when the target is skipped.</summary>
    public DependencyBehavior DependencyBehavior { get; internal set; }

    /// <summary>Whether the target runs even when another one failed.</summary>
    public bool AssuredAfterFailure { get; internal set; }

    /// <summary>Whether the build goes on when the target fails.</summary>
    public bool ProceedAfterFailure { get; internal set; }

    /// <summary>What must hold before the first target runs.</summary>
    public List<LambdaExpression> DelegateRequirements { get; internal set; } = [];

    /// <summary>What the target does, in order. May be changed until the target runs.</summary>
    public List<Action> Actions { get; internal set; } = [];

    /// <summary>Targets that run before this one because of it.</summary>
    public List<ExecutableTarget> ExecutionDependencies { get; } = [];

    /// <summary>Targets that run before this one where they are part of the plan.</summary>
    public List<ExecutableTarget> OrderDependencies { get; } = [];

    /// <summary>Targets that bring this one into the plan and run before it.</summary>
    public List<ExecutableTarget> TriggerDependencies { get; } = [];

    /// <summary>Targets that this one brings into the plan.</summary>
    public List<ExecutableTarget> Triggers { get; } = [];

    /// <summary>All targets that have to run earlier.</summary>
    public IReadOnlyCollection<ExecutableTarget> AllDependencies => [.. ExecutionDependencies, .. OrderDependencies, .. TriggerDependencies];

    /// <summary>Files that the target makes.</summary>
    public List<string> ArtifactProducts { get; internal set; } = [];

    /// <summary>Into how many parts a build server may split the target, or null.</summary>
    public int? PartitionSize { get; set; }

    /// <summary>How long the target's actions have run.</summary>
    public TimeSpan Duration => Stopwatch.Elapsed;

    /// <summary>Whether the target runs when none is named.</summary>
    public bool IsDefault { get; set; }

    /// <summary>How far the target has come.</summary>
    public ExecutionStatus Status { get; set; }

    /// <summary>Whether the target was asked for by name, or by default.</summary>
    public bool Invoked { get; set; }

    /// <summary>What the closing table shows behind the target.</summary>
    public Dictionary<string, string> SummaryInformation { get; internal set; } = [];

    /// <summary>Why the target was skipped, or null.</summary>
    public string Skipped
    {
        get => SummaryInformation.GetValueOrDefault(nameof(Skipped));
        set => Summarize(nameof(Skipped), value);
    }

    /// <summary>The conditions that did not hold, or null.</summary>
    public string OnlyWhen
    {
        get => SummaryInformation.GetValueOrDefault(nameof(OnlyWhen));
        set => Summarize(nameof(OnlyWhen), value);
    }

    private void Summarize(string key, string value)
    {
        if (value is not null)
            SummaryInformation[key] = value;
    }
}
