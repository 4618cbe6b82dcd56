using System.Reflection;
using Nuke.Common;
using Nuke.Common.ValueInjection;

namespace Relevo.Engine.Parameters;

/// <summary>Writes values into the members of a build. Those of components are read by <c>TryGetValue</c> instead.</summary>
internal static class MemberInjection
{
    public static void InjectParameters(NukeBuild build, ParameterCatalog catalog, Binder binder)
    {
        foreach (var parameter in catalog.Parameters.Where(x => !x.Member.DeclaringType!.IsInterface && IsSettable(x)))
        {
            var value = parameter.Attribute.GetType() == typeof(ParameterAttribute)
                ? binder.Bind(parameter.Member)
                : Value(parameter.Attribute, parameter.Member, build);
            Set(build, parameter.Member, value);
        }
    }

    public static void InjectOthers(NukeBuild build, ParameterCatalog catalog)
    {
        foreach (var (member, attribute) in catalog.OtherInjections.OrderByDescending(x => x.Attribute.Priority))
            Set(build, member, Value(attribute, member, build));
    }

    // The engine's own, apart from its switches, are kept by the session.
    private static bool IsSettable(ParameterMember parameter) => !parameter.IsBuiltIn || parameter.Member.Name is
        nameof(INukeBuild.Plan) or nameof(INukeBuild.Help) or nameof(INukeBuild.NoLogo) or nameof(INukeBuild.Continue) or nameof(INukeBuild.Partition);

    private static object? Value(ValueInjectionAttributeBase attribute, MemberInfo member, NukeBuild build)
    {
        attribute.Build = build;
        return attribute.TryGetValue(member, build);
    }

    private static void Set(NukeBuild build, MemberInfo member, object? value)
    {
        if (value is null)
            return;

        switch (member)
        {
            case FieldInfo field:
                field.SetValue(build, value);
                break;
            case PropertyInfo { CanWrite: true } property:
                property.SetValue(build, value);
                break;
            default:
                // A property that only gets: its backing field. One that computes its value has none, and asks TryGetValue itself.
                member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic)
                    ?.SetValue(build, value);
                break;
        }
    }
}
