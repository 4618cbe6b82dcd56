using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common;

namespace Relevo.Engine.Targets;

/// <summary>Collects what a build writes with <see cref="ITargetDefinition"/>. References between targets stay delegates until all are known.</summary>
internal sealed class TargetDefinition(PropertyInfo property, INukeBuild build, Stack<PropertyInfo> bases) : ITargetDefinition
{
    public string Name { get; } = TargetProperties.ShortName(property);

    public string? Summary { get; private set; }

    public List<Action> Actions { get; } = [];

    public List<(string Text, Func<bool> Delegate)> DynamicConditions { get; } = [];

    public List<(string Text, Func<bool> Delegate)> StaticConditions { get; } = [];

    public List<LambdaExpression> Requirements { get; } = [];

    public List<Target> Dependencies { get; } = [];

    public List<Target> Dependents { get; } = [];

    public List<Target> Successors { get; } = [];

    public List<Target> Predecessors { get; } = [];

    public List<Target> Triggered { get; } = [];

    public List<Target> Triggering { get; } = [];

    public List<string> Products { get; } = [];

    public DependencyBehavior WhenSkippedBehavior { get; private set; }

    public bool Proceeds { get; private set; }

    public bool IsAssured { get; private set; }

    public bool IsUnlisted { get; private set; }

    public int? PartitionSize { get; private set; }

    public ITargetDefinition Description(string description)
    {
        Summary = description;
        return this;
    }

    public ITargetDefinition Executes(params Action[] actions) => With(Actions, actions);

    // NUKE drops the value, so that a task among them would never be awaited. Here it is.
    public ITargetDefinition Executes<T>(Func<T> action) => Executes(() => Await(action()));

    public ITargetDefinition Executes(Func<Task> action) => Executes(() => action().GetAwaiter().GetResult());

    public ITargetDefinition DependsOn(params Target[] targets) => With(Dependencies, targets);

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => DependsOn(Of(targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => build is T ? DependsOn(targets) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => With(Dependents, targets);

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => DependentFor(Of(targets));

    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) => build is T ? DependentFor(targets) : this;

    public ITargetDefinition Before(params Target[] targets) => With(Successors, targets);

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Before(Of(targets));

    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => build is T ? Before(targets) : this;

    public ITargetDefinition After(params Target[] targets) => With(Predecessors, targets);

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => After(Of(targets));

    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => build is T ? After(targets) : this;

    public ITargetDefinition Triggers(params Target[] targets) => With(Triggered, targets);

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Triggers(Of(targets));

    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => build is T ? Triggers(targets) : this;

    public ITargetDefinition TriggeredBy(params Target[] targets) => With(Triggering, targets);

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => TriggeredBy(Of(targets));

    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) => build is T ? TriggeredBy(targets) : this;

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null)
        => With(DynamicConditions, ConditionText.Of(conditionExpression), condition);

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null)
        => With(StaticConditions, ConditionText.Of(conditionExpression), condition);

    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class
        => With(Requirements, [parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct
        => With(Requirements, [parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements)
        => With(Requirements, [requirement, .. requirements]);

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior)
    {
        WhenSkippedBehavior = dependencyBehavior;
        return this;
    }

    public ITargetDefinition AssuredAfterFailure()
    {
        IsAssured = true;
        return this;
    }

    public ITargetDefinition ProceedAfterFailure()
    {
        Proceeds = true;
        return this;
    }

    public ITargetDefinition Unlisted()
    {
        IsUnlisted = true;
        return this;
    }

    public ITargetDefinition Base()
    {
        if (bases.Count == 0)
        {
            throw new InvalidOperationException(
                $"Target '{Name}' has no definition in a base class. To take one over from a component, write 'Inherit<T>()'.");
        }

        return Inherit(TargetProperties.ReadNonVirtually(bases.Pop(), build));
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets)
            target(this);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
    {
        PropertyInfo[] properties = targets is [] ? [SingleTargetOf(typeof(T))] : [.. targets.Select(x => TargetProperties.Named(x))];
        return Inherit([.. properties.Select(x => TargetProperties.ReadNonVirtually(x, build))]);
    }

    public ITargetDefinition Produces(params string[] artifacts) => With(Products, artifacts);

    public ITargetDefinition Consumes(params Target[] targets) => this;

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => this;

    public ITargetDefinition Consumes(Target target, params string[] artifacts) => this;

    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) => this;

    public ITargetDefinition Consumes<T>(params string[] artifacts) => this;

    public ITargetDefinition Partition(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        PartitionSize = size;
        return this;
    }

    private static void Await<T>(T value)
    {
        switch (value)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                break;
            case ValueTask task:
                task.AsTask().GetAwaiter().GetResult();
                break;
            case not null when typeof(T) is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                // A ValueTask of a type known at run time only: AsTask is the one way to it.
                ((Task)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(value, null)!).GetAwaiter().GetResult();
                break;
        }
    }

    private TargetDefinition With<T>(List<T> list, IEnumerable<T> values)
    {
        list.AddRange(values);
        return this;
    }

    private TargetDefinition With(List<(string, Func<bool>)> conditions, string text, Func<bool> condition)
    {
        conditions.Add((text, condition));
        return this;
    }

    private Target[] Of<T>(Func<T, Target>[] targets)
        => build is not T
            ? throw new InvalidOperationException(
                $"Target '{Name}' names component '{typeof(T).Name}', which {build.GetType().Name} does not implement; the Try form passes over it.")
            : targets is [] ? [TargetProperties.Read(SingleTargetOf(typeof(T)), build)] : [.. targets.Select(x => x((T)build))];

    private PropertyInfo SingleTargetOf(Type component)
    {
        var all = TargetProperties.DeclaredBy(component);
        return all switch
        {
            [var single] => single,
            [] => throw new InvalidOperationException($"Target '{Name}' names component '{component.Name}', which has no target."),
            _ => throw new InvalidOperationException(
                $"Target '{Name}' names component '{component.Name}' without saying which of its targets: {string.Join(", ", all.Select(TargetProperties.ShortName))}."),
        };
    }
}
