using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>
/// The two names of a blue/green pair: the one in the deployment's YAML, and its partner. <c>blue</c> and <c>green</c> are each other's partner;
/// any other name's is <c>{name}-green</c>.
/// </summary>
public static class DeploymentSlots
{
    private const string Suffix = "-green";

    // Azure ML allows 32 characters.
    private const int LongestName = 32;

    /// <summary>The partner's name.</summary>
    public static string Partner(string name) => name switch
    {
        "blue" => "green",
        "green" => "blue",
        _ => name[..Math.Min(name.Length, LongestName - Suffix.Length)] + Suffix,
    };

    /// <summary>Where a version belongs: the slot that serves it already, else the one without traffic, the YAML's own name first.</summary>
    public static string For(string name, EndpointState? endpoint, ModelVersion version)
    {
        string[] slots = [name, Partner(name)];
        var taken = endpoint?.Deployments.Where(d => slots.Contains(d.Name)).ToList() ?? [];
        if (taken.Where(d => d.Model == version.Model && d.ModelVersion == version.Version).MaxBy(d => d.TrafficPercent) is { } same) return same.Name;
        return Array.Find(slots, s => !taken.Exists(d => d.Name == s && d.TrafficPercent > 0)) ?? slots[1];
    }
}
