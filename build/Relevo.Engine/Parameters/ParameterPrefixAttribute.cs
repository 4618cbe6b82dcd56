namespace Nuke.Common;

/// <summary>Puts a prefix before the names of all parameters that a component declares.</summary>
/// <param name="prefix">The prefix; an ending <c>Prefix</c> is dropped, so that <c>nameof</c> of a class will do.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false, Inherited = false)]
public class ParameterPrefixAttribute(string prefix) : Attribute
{
    /// <summary>What stands before the names.</summary>
    public string Prefix { get; } = prefix.EndsWith(nameof(Prefix), StringComparison.Ordinal) ? prefix[..^nameof(Prefix).Length] : prefix;
}
