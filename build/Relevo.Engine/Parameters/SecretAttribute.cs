namespace Nuke.Common;

/// <summary>Marks a parameter whose value is masked in all that the build prints.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public class SecretAttribute : Attribute;
