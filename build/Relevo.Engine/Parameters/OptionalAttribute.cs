namespace Nuke.Common;

/// <summary>Marks a member for which it is in order that no value can be found.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class OptionalAttribute : Attribute;
