using Relevo.Core.Workspaces;

namespace Relevo.Build.Output;

/// <summary>Changes as people know them from Terraform: a sign, the resource, the properties that differ.</summary>
internal static class ChangeLines
{
    /// <summary>A change that was made.</summary>
    public static string Done(Style style, ProvisionEvent.Completed done) => done.Change.IsPending
        ? $"{Sign(style, done.Change.Action)} {done.Change.ResourceKind} {style.Strong(done.Change.Name)} {style.Faint($"({Words.Of(done.Duration)})")}"
        : style.Faint($"= {done.Change.ResourceKind} {done.Change.Name}");

    /// <summary>A change that would be made, with its properties.</summary>
    public static IEnumerable<string> Pending(Style style, ResourceChange change)
    {
        yield return change.IsPending ? $"{Sign(style, change.Action)} {change.ResourceKind} {style.Strong(change.Name)}" : style.Faint($"= {change.ResourceKind} {change.Name}");
        foreach (var property in change.Properties)
        {
            yield return property switch
            {
                { Before: null } => $"    {property.Name}: {property.After}",
                { After: null } => $"    {property.Name}: {property.Before} -> (none)",
                _ => $"    {property.Name}: {property.Before} -> {property.After}",
            };
        }
    }

    private static string Sign(Style style, ChangeAction action) => action switch
    {
        ChangeAction.Create => style.Good("+"),
        ChangeAction.Update => style.Warn("~"),
        ChangeAction.Delete => style.Bad("-"),
        _ => "=",
    };
}
