using System.Reflection;
using Nuke.Common;
using Relevo.Engine.Targets;

namespace Relevo.Engine.Parameters;

/// <summary>A member of a build that is a parameter.</summary>
internal sealed class ParameterMember
{
    private ParameterMember(MemberInfo member, ParameterAttribute attribute)
    {
        Member = member;
        Attribute = attribute;
        Type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        var prefix = member.DeclaringType is { IsInterface: true } component ? component.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix : null;
        Name = prefix + (attribute.Name ?? TargetProperties.ShortName(member));
    }

    public MemberInfo Member { get; }

    public ParameterAttribute Attribute { get; }

    public Type Type { get; }

    /// <summary>The name, with the component's prefix: <c>FailOnReject</c>.</summary>
    public string Name { get; }

    /// <summary>As on the command line: <c>--fail-on-reject</c>.</summary>
    public string Option => $"--{ParameterName.Dashed(Name)}";

    public bool IsBuiltIn => Member.DeclaringType == typeof(NukeBuild);

    public bool IsSecret => Member.IsDefined(typeof(SecretAttribute));

    public bool IsRequired => Member.IsDefined(typeof(RequiredAttribute));

    /// <summary>The one character between values, or null.</summary>
    public char? Separator => Attribute.Separator is { Length: > 0 } separator ? separator[0] : null;

    /// <summary>The member as a parameter, or null where it is not one.</summary>
    public static ParameterMember? From(MemberInfo member)
        => member.IsDefined(typeof(ParameterAttribute)) && member.GetCustomAttribute<ParameterAttribute>() is { } attribute
            ? new ParameterMember(member, attribute)
            : null;
}
