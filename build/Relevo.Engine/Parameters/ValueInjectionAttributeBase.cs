#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.
#pragma warning disable CA1710 // The name is NUKE's.

using System.Reflection;

namespace Nuke.Common.ValueInjection;

/// <summary>Marks a member of a build that is given a value before the first target runs.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValueInjectionAttributeBase : Attribute
{
    /// <summary>The build that the value is for.</summary>
    public INukeBuild Build { get; internal set; }

    /// <summary>Members of a higher priority are given their values first.</summary>
    public virtual int Priority => 0;

    /// <summary>Whether it is in order that no value can be found.</summary>
    public virtual bool SuppressWarnings => false;

    /// <summary>The value for the member, or null.</summary>
    public object TryGetValue(MemberInfo member, object instance) => GetValue(member, instance);

    /// <summary>Finds the value for the member, or null.</summary>
    public abstract object GetValue(MemberInfo member, object instance);
}
