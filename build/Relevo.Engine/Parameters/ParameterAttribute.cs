#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.Reflection;
using Nuke.Common.ValueInjection;
using Relevo.Engine.Execution;

namespace Nuke.Common;

/// <summary>
/// Marks a member that takes its value from the command line (<c>--fail-on-reject</c>), else from the environment
/// (<c>FAIL_ON_REJECT</c>, <c>NUKE_FailOnReject</c>), else from the last named profile, else from <c>.nuke/parameters.json</c>.
/// A nullable member without a value stays null; another keeps what it has.
/// </summary>
/// <param name="description">The sentence that <c>--help</c> shows.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string description = null) : ValueInjectionAttributeBase
{
    /// <summary>The sentence that <c>--help</c> shows, or null.</summary>
    public virtual string Description { get; } = description;

    /// <summary>The parameter's name. Default: the member's.</summary>
    public string Name { get; set; }

    /// <summary>The one character that separates several values in one word. Default: each word is a value.</summary>
    public string Separator { get; set; }

    /// <summary>Whether <c>--help</c> shows the parameter.</summary>
    public virtual bool List { get; set; } = true;

    /// <summary>The type that has <see cref="ValueProviderMember"/>. Default: the build.</summary>
    public Type ValueProviderType { get; set; }

    /// <summary>The name of a member of type <c>IEnumerable&lt;string&gt;</c> with the values to offer.</summary>
    public string ValueProviderMember { get; set; }

    /// <inheritdoc/>
    /// <exception cref="Exception">The value given does not fit the member.</exception>
    public override object GetValue(MemberInfo member, object instance) => Session.Current.Binder.Bind(member);

    /// <summary>The values to offer for the member, with the texts that stand for them, or null.</summary>
    public virtual IEnumerable<(string, object)> GetValueSet(MemberInfo member, object instance) => null;
}
