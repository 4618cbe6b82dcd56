using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common;

namespace Relevo.Engine.Targets;

/// <summary>Finds the properties that a build, its base classes and its components declare targets with.</summary>
internal static class TargetProperties
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>One property for each target of the build: its own first, then its components'.</summary>
    /// <exception cref="InvalidOperationException">Unrelated components declare a target of one name, and the build does not say which it means.</exception>
    public static IReadOnlyList<PropertyInfo> Of(Type build)
    {
        var own = DeclaredBy(build).Where(x => !x.Name.Contains('.'))
            .GroupBy(x => x.Name)
            .Select(MostDerived)
            .ToDictionary(x => x.Name);
        var components = build.GetInterfaces().SelectMany(DeclaredBy)
            .Where(x => !IsPublicOf(own, x) && !IsHiddenFromNuke(build, x))
            .GroupBy(ShortName);

        return [.. own.Values, .. components.Select(x => MostSpecific(build, own, x))];
    }

    /// <summary>All properties of type <see cref="Target"/> that a type sees as its own.</summary>
    public static IReadOnlyList<PropertyInfo> DeclaredBy(Type type)
        => [.. type.GetProperties(Instance).Where(x => x.PropertyType == typeof(Target))];

    /// <summary>The name without the interface that an explicit implementation puts before it.</summary>
    public static string ShortName(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    /// <summary>The property that <c>x => x.Gate</c> or <c>x => ((IGate)x).Gate</c> names.</summary>
    public static PropertyInfo Named(LambdaExpression expression)
        => (expression.Body as MemberExpression)?.Member as PropertyInfo
           ?? throw new InvalidOperationException($"'{expression}' does not name a target.");

    /// <summary>The target as the build overrides it.</summary>
    public static Target Read(PropertyInfo property, INukeBuild build)
        => (Target)property.GetMethod!.Invoke(build, BindingFlags.DoNotWrapExceptions, null, null, null)!; // a Target has a getter and is never null

    /// <summary>The target as the property itself defines it, even where the build overrides it.</summary>
    public static Target ReadNonVirtually(PropertyInfo property, INukeBuild build)
    {
        if (property.GetMethod is not { IsAbstract: false })
            throw new InvalidOperationException($"Target '{property.DeclaringType!.Name}.{ShortName(property)}' has no definition to take over.");

        // A delegate over the function pointer is the only call that reflection makes without virtual dispatch.
        var pointer = property.GetMethod.MethodHandle.GetFunctionPointer();
        var getter = (Func<Target>)Activator.CreateInstance(typeof(Func<Target>), build, pointer)!;
        return getter();
    }

    /// <summary>The property in each class from the root of the hierarchy to the build, for <c>Base()</c>; the build's own is left out.</summary>
    public static IEnumerable<PropertyInfo> Bases(Type build, PropertyInfo property)
    {
        for (var type = build.BaseType; type is not null && type != typeof(object); type = type.BaseType)
        {
            if (type.GetProperty(property.Name, Instance | BindingFlags.DeclaredOnly) is { } declared && declared.PropertyType == typeof(Target))
                yield return declared;
        }
    }

    private static bool IsPublicOf(Dictionary<string, PropertyInfo> own, PropertyInfo component)
        => own.TryGetValue(ShortName(component), out var property) && property.GetMethod is { IsPublic: true };

    // NUKE passes over a component's target that has the name of any public member of the class, such as NukeBuild.Plan.
    // Running it here would make a build that NUKE cannot run.
    private static bool IsHiddenFromNuke(Type build, PropertyInfo component)
        => build.GetMember(ShortName(component)) is [var member, ..]
            ? throw new InvalidOperationException(
                $"Target '{ShortName(component)}' of component {component.DeclaringType!.Name} has the name of {member.DeclaringType!.Name}.{member.Name}, "
                + $"by which NUKE does not find it: give it another name there, and declare 'public new Target {member.Name}' in {build.Name}.")
            : false;

    private static PropertyInfo MostDerived(IEnumerable<PropertyInfo> hidden)
        => hidden.Aggregate((x, y) => x.DeclaringType!.IsSubclassOf(y.DeclaringType!) ? x : y);

    private static PropertyInfo MostSpecific(Type build, Dictionary<string, PropertyInfo> own, IGrouping<string, PropertyInfo> declared)
    {
        if (own.ContainsKey(declared.Key))
            throw new InvalidOperationException($"Target '{declared.Key}' of {build.Name} must be public to override the component's.");

        var all = declared.ToList();
        var specific = all.Find(x => all.TrueForAll(y => y.DeclaringType!.IsAssignableFrom(x.DeclaringType)));
        return specific ?? throw new InvalidOperationException(
            $"Target '{declared.Key}' must be declared by {build.Name} because several components do: "
            + $"{string.Join(", ", all.Select(x => x.DeclaringType!.Name))}.");
    }
}
