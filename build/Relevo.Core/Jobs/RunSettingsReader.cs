using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Reads how a command is run: resources, limits, distribution, identity, services.</summary>
internal static class RunSettingsReader
{
    public static JobResources? Resources(this YamlReader parent)
    {
        if (parent.Mapping("resources") is not { } reader) return null;
        reader.Ignore("properties", "locations", "max_instance_count");
        var resources = new JobResources
        {
            InstanceCount = Count(reader, "instance_count") ?? 1,
            InstanceType = reader.OptionalString("instance_type"),
            SharedMemorySize = reader.OptionalString("shm_size"),
            DockerArguments = reader.OptionalString("docker_args"),
        };
        reader.RejectUnknownKeys();
        return resources;
    }

    public static JobLimits Limits(this YamlReader parent)
    {
        if (parent.Mapping("limits") is not { } reader) return JobLimits.None;
        reader.Ignore("max_total_trials", "max_concurrent_trials", "trial_timeout");
        var timeout = IsExpression(reader, "timeout") ? null : reader.Seconds("timeout");
        reader.RejectUnknownKeys();
        return new JobLimits(timeout);
    }

    public static JobDistribution? Distribution(this YamlReader parent)
    {
        if (parent.Mapping("distribution") is not { } reader) return null;
        reader.Ignore("port", "address", "include_dashboard", "dashboard_port", "head_node_additional_args", "worker_node_additional_args", "added_properties");
        var type = reader.Choice("type", Distributions);
        if (!reader.Has("type")) reader.Fault("type", $"missing key 'type'; expected one of: {string.Join(", ", Distributions.Keys)}.");
        var distribution = new JobDistribution
        {
            Type = type is { } known ? Distributions.GetAt(known).Key : "",
            ProcessCountPerInstance = Count(reader, "process_count_per_instance"),
            WorkerCount = Count(reader, "worker_count"),
            ParameterServerCount = Count(reader, "parameter_server_count", least: 0),
        };
        reader.RejectUnknownKeys();
        return distribution;
    }

    public static JobIdentity? Identity(this YamlReader parent)
    {
        if (parent.Mapping("identity") is not { } reader) return null;
        var identity = new JobIdentity
        {
            Type = reader.RequiredString("type").ToLowerInvariant(),
            ClientId = reader.OptionalString("client_id"),
            ObjectId = reader.OptionalString("object_id"),
            ResourceId = reader.OptionalString("msi_resource_id") ?? reader.OptionalString("resource_id"),
        };
        reader.RejectUnknownKeys();
        return identity;
    }

    public static IReadOnlyDictionary<string, JobService> Services(this YamlReader parent)
    {
        var services = new OrderedDictionary<string, JobService>(StringComparer.Ordinal);
        if (parent.Mapping("services") is not { } all) return services;
        foreach (var name in all.Keys)
        {
            if (all.Mapping(name) is not { } reader) continue;
            var settings = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var key in (ReadOnlySpan<string>)["log_dir", "ssh_public_keys", "nodes", "endpoint", "status", "properties", "error_message"])
            {
                if (reader.Node(key) is { } node) settings[key] = node is YamlScalar scalar ? scalar.Text : node.ToString();
            }
            services[name] = new JobService
            {
                Type = reader.OptionalString("type") ?? reader.OptionalString("job_service_type"),
                Port = reader.OptionalInt("port", 0, 65535),
                Settings = settings,
            };
            reader.RejectUnknownKeys();
        }
        return services;
    }

    private static readonly OrderedDictionary<string, int> Distributions = new(StringComparer.Ordinal)
    {
        ["pytorch"] = 0,
        ["tensorflow"] = 1,
        ["mpi"] = 2,
        ["ray"] = 3,
        ["torch.distributed"] = 0,
    };

    private static int? Count(YamlReader reader, string key, int least = 1) => IsExpression(reader, key) ? null : reader.OptionalInt(key, least);

    // Pipeline components may bind a setting to an input; its value is known only when the pipeline runs.
    private static bool IsExpression(YamlReader reader, string key) => reader.Node(key) is YamlScalar scalar && JobInputReader.IsBinding(scalar.Text);
}
