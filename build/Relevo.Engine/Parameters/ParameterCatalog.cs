using System.Reflection;
using Nuke.Common;
using Nuke.Common.ValueInjection;

namespace Relevo.Engine.Parameters;

/// <summary>All that a build can be told: its own parameters, its components' and those of every build.</summary>
internal sealed class ParameterCatalog
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
                                         | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    private ParameterCatalog(IReadOnlyList<ParameterMember> parameters, IReadOnlyList<(MemberInfo, ValueInjectionAttributeBase)> others)
    {
        All = parameters;
        // A class that implements a component's parameter is asked instead of the component: it comes first.
        Parameters = [.. parameters.DistinctBy(x => x.Name, StringComparer.OrdinalIgnoreCase).OrderBy(x => x.Name, StringComparer.Ordinal)];
        OtherInjections = others;
    }

    /// <summary>The parameters; several where components declare one of the same name.</summary>
    public IReadOnlyList<ParameterMember> All { get; }

    /// <summary>The parameters, one for each name, in order of the names.</summary>
    public IReadOnlyList<ParameterMember> Parameters { get; }

    /// <summary>The members of the build's classes that take a value from elsewhere.</summary>
    public IReadOnlyList<(MemberInfo Member, ValueInjectionAttributeBase Attribute)> OtherInjections { get; }

    public static ParameterCatalog Of(Type build)
    {
        var parameters = new List<ParameterMember>();
        var others = new List<(MemberInfo, ValueInjectionAttributeBase)>();
        foreach (var member in build.GetInterfaces().Where(x => x != typeof(INukeBuild)).Prepend(build).SelectMany(ValuesOf))
        {
            if (ParameterMember.From(member) is { } parameter)
                parameters.Add(parameter);
            else if (!member.DeclaringType!.IsInterface && member.GetCustomAttribute<ValueInjectionAttributeBase>() is { } attribute)
                others.Add((member, attribute));
        }

        return new ParameterCatalog(parameters, others);
    }

    /// <summary>The parameter of that name, without regard to case and dashes, or null.</summary>
    public ParameterMember? Find(string name) => Parameters.FirstOrDefault(x => ParameterName.AreSame(x.Name, name));

    private static IEnumerable<MemberInfo> ValuesOf(Type type)
        => type.GetMembers(Members).Where(x => x is FieldInfo or PropertyInfo && x.IsDefined(typeof(ValueInjectionAttributeBase)));
}
