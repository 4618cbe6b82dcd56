using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Compute;

/// <summary>Reads compute clusters.</summary>
internal static class ComputeReader
{
    private static readonly IReadOnlyDictionary<string, ComputeTier> Tiers = new OrderedDictionary<string, ComputeTier>(StringComparer.Ordinal)
    {
        ["dedicated"] = ComputeTier.Dedicated,
        ["low_priority"] = ComputeTier.LowPriority,
        ["lowpriority"] = ComputeTier.LowPriority,
    };

    public static AmlCompute Cluster(YamlReader reader)
    {
        reader.IgnoreServerKeys();
        reader.Ignore(
            "type", "ssh_public_access_enabled", "ssh_settings", "network_settings", "identity", "enable_node_public_ip", "created_on",
            "provisioning_errors", "state", "setup_scripts");
        var compute = new AmlCompute
        {
            Location = reader.Location,
            Name = reader.RequiredString("name"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Size = reader.OptionalString("size"),
            MinInstances = reader.OptionalInt("min_instances", min: 0) ?? 0,
            MaxInstances = reader.OptionalInt("max_instances", min: 1) ?? 4,
            IdleTimeBeforeScaleDown = reader.Seconds("idle_time_before_scale_down") ?? TimeSpan.FromSeconds(120),
            Tier = reader.Choice("tier", Tiers) ?? ComputeTier.Dedicated,
            Region = reader.OptionalString("location"),
        };
        if (compute.MinInstances > compute.MaxInstances)
            reader.Fault("min_instances", $"'min_instances' is {compute.MinInstances}; expected at most 'max_instances', which is {compute.MaxInstances}.");
        reader.RejectUnknownKeys();
        return compute;
    }
}
