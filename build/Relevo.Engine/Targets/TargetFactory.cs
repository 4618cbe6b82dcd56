using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common;
using Nuke.Common.Execution;

namespace Relevo.Engine.Targets;

/// <summary>Turns a build's target properties into targets, and the delegates they refer to one another with into edges.</summary>
internal static class TargetFactory
{
    public static IReadOnlyList<ExecutableTarget> CreateAll<T>(T build, Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild
    {
        Target[] defaultTargets = [.. defaults.Select(x => Evaluate(x, build))];
        ExecutableTarget[] targets = [.. TargetProperties.Of(build.GetType()).Select(x => Create(x, build))];
        var byFactory = new Dictionary<Delegate, ExecutableTarget>();
        foreach (var target in targets)
        {
            target.IsDefault = defaultTargets.Contains(target.Factory);
            byFactory.TryAdd(target.Factory, target);
        }

        foreach (var target in targets)
            Connect(target, byFactory);
        foreach (var target in targets)
            RefuseSelf(target);
        return targets;
    }

    // Compiling an expression costs more than all the rest of a start; a member of the build is read without.
    private static Target Evaluate<T>(Expression<Func<T, Target>> expression, T build)
        where T : NukeBuild
        => expression.Body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression or UnaryExpression { Operand: ParameterExpression } }
            ? TargetProperties.Read(property, build)
            : expression.Compile(preferInterpretation: true)(build);

    private static ExecutableTarget Create(PropertyInfo property, NukeBuild build)
    {
        var bases = new Stack<PropertyInfo>(TargetProperties.Bases(build.GetType(), property).Where(x => x.DeclaringType != property.DeclaringType).Reverse());
        var definition = new TargetDefinition(property, build, bases);
        var factory = TargetProperties.Read(property, build);
        factory(definition);

        return new ExecutableTarget
        {
            Name = definition.Name,
            Member = property,
            Definition = definition,
            Description = definition.Summary,
            Factory = factory,
            DynamicConditions = definition.DynamicConditions,
            StaticConditions = definition.StaticConditions,
            DependencyBehavior = definition.WhenSkippedBehavior,
            ProceedAfterFailure = definition.Proceeds,
            AssuredAfterFailure = definition.IsAssured,
            DelegateRequirements = definition.Requirements,
            Actions = definition.Actions,
            Listed = !definition.IsUnlisted,
            PartitionSize = definition.PartitionSize,
            ArtifactProducts = definition.Products,
        };
    }

    private static void Connect(ExecutableTarget target, Dictionary<Delegate, ExecutableTarget> byFactory)
    {
        foreach (var other in Others(target.Definition.Dependencies))
            Add(target.ExecutionDependencies, other);
        foreach (var other in Others(target.Definition.Dependents))
            Add(other.ExecutionDependencies, target);
        foreach (var other in Others(target.Definition.Predecessors))
            Add(target.OrderDependencies, other);
        foreach (var other in Others(target.Definition.Successors))
            Add(other.OrderDependencies, target);
        foreach (var other in Others(target.Definition.Triggered))
            Trigger(target, other);
        foreach (var other in Others(target.Definition.Triggering))
            Trigger(other, target);

        IEnumerable<ExecutableTarget> Others(List<Target> factories)
            => factories.Select(x => byFactory.GetValueOrDefault(x)
                                     ?? throw new InvalidOperationException($"Target '{target.Name}' refers to a target that the build does not have."));

        static void Trigger(ExecutableTarget first, ExecutableTarget second)
        {
            Add(first.Triggers, second);
            Add(second.TriggerDependencies, first);
        }

        static void Add(List<ExecutableTarget> list, ExecutableTarget other)
        {
            if (!list.Contains(other))
                list.Add(other);
        }
    }

    private static void RefuseSelf(ExecutableTarget target)
    {
        if (target.AllDependencies.Contains(target) || target.Triggers.Contains(target))
            throw new InvalidOperationException($"Target '{target.Name}' cannot have a dependency on itself.");
    }
}
