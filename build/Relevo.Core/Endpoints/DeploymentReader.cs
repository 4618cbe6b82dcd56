using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Endpoints;

/// <summary>Reads online deployments.</summary>
internal static class DeploymentReader
{
    private static readonly IReadOnlyDictionary<string, OnlineDeploymentKind> Kinds = new OrderedDictionary<string, OnlineDeploymentKind>(StringComparer.Ordinal)
    {
        ["managed"] = OnlineDeploymentKind.Managed,
        ["kubernetes"] = OnlineDeploymentKind.Kubernetes,
    };

    /// <param name="reader">The mapping.</param>
    /// <param name="kind">The kind that the schema says; <c>type</c> wins.</param>
    public static OnlineDeployment Deployment(YamlReader reader, OnlineDeploymentKind kind)
    {
        reader.IgnoreServerKeys();
        reader.Ignore(
            "data_collector", "private_network_connection", "startup_probe", "package_model", "with_package", "endpoint", "identity", "deployment_template",
            "location", "sku", "code_path", "scoring_script", "environment_type");
        var deployment = new OnlineDeployment
        {
            Location = reader.Location,
            Name = reader.OptionalString("name") ?? OnlineDeployment.DefaultName,
            EndpointName = reader.OptionalString("endpoint_name"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Kind = reader.Choice("type", Kinds) ?? kind,
            Model = reader.ModelReference(),
            ModelMountPath = reader.OptionalString("model_mount_path"),
            CodeConfiguration = Code(reader.Mapping("code_configuration")),
            Environment = reader.EnvironmentReference(),
            EnvironmentVariables = reader.StringMap("environment_variables"),
            InstanceType = reader.OptionalString("instance_type"),
            InstanceCount = reader.OptionalInt("instance_count", min: 0) ?? 1,
            RequestSettings = Requests(reader.Mapping("request_settings")),
            LivenessProbe = Probe(reader.Mapping("liveness_probe")),
            ReadinessProbe = Probe(reader.Mapping("readiness_probe")),
            AppInsightsEnabled = reader.OptionalBool("app_insights_enabled") ?? false,
            EgressPublicNetworkAccess = reader.PublicAccess("egress_public_network_access"),
            ScaleSettings = Scale(reader.Mapping("scale_settings")),
            ContainerResources = Resources(reader.Mapping("resources")),
        };
        reader.RejectUnknownKeys();
        return deployment;
    }

    private static CodeConfiguration? Code(YamlReader? reader)
    {
        if (reader is null) return null;
        var code = new CodeConfiguration(reader.RequiredPath("code"), reader.RequiredString("scoring_script"));
        reader.RejectUnknownKeys();
        return code;
    }

    private static RequestSettings Requests(YamlReader? reader)
    {
        var settings = new RequestSettings();
        if (reader is null) return settings;
        settings = settings with
        {
            RequestTimeout = reader.Milliseconds("request_timeout_ms") ?? settings.RequestTimeout,
            MaxConcurrentRequestsPerInstance = reader.OptionalInt("max_concurrent_requests_per_instance", min: 1) ?? settings.MaxConcurrentRequestsPerInstance,
            MaxQueueWait = reader.Milliseconds("max_queue_wait_ms") ?? settings.MaxQueueWait,
        };
        reader.RejectUnknownKeys();
        return settings;
    }

    private static ProbeSettings? Probe(YamlReader? reader)
    {
        if (reader is null) return null;
        reader.Ignore("path", "port", "scheme", "method");
        var probe = new ProbeSettings();
        probe = probe with
        {
            InitialDelay = reader.Seconds("initial_delay") ?? probe.InitialDelay,
            Period = reader.Seconds("period") ?? probe.Period,
            Timeout = reader.Seconds("timeout") ?? probe.Timeout,
            SuccessThreshold = reader.OptionalInt("success_threshold", min: 1) ?? probe.SuccessThreshold,
            FailureThreshold = reader.OptionalInt("failure_threshold", min: 1) ?? probe.FailureThreshold,
        };
        reader.RejectUnknownKeys();
        return probe;
    }

    private static ScaleSettings? Scale(YamlReader? reader)
    {
        if (reader is null) return null;
        reader.Ignore("scale_type", "instance_count");
        var scale = new ScaleSettings
        {
            Type = (reader.OptionalString("type") ?? "default").ToLowerInvariant(),
            MinInstances = reader.OptionalInt("min_instances", min: 0),
            MaxInstances = reader.OptionalInt("max_instances", min: 1),
            TargetUtilizationPercentage = reader.OptionalInt("target_utilization_percentage", 1, 100),
            PollingInterval = reader.Seconds("polling_interval"),
        };
        if (scale.MinInstances > scale.MaxInstances)
            reader.Fault("min_instances", $"'min_instances' is {scale.MinInstances}; expected at most 'max_instances', which is {scale.MaxInstances}.");
        reader.RejectUnknownKeys();
        return scale;
    }

    private static OrderedDictionary<string, string> Resources(YamlReader? reader)
    {
        var resources = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (ReadOnlySpan<string>)["requests", "limits"])
        {
            foreach (var (name, amount) in reader?.StringMap(part) ?? Ordered.Empty<string>()) resources[$"{part}.{name}"] = amount;
        }
        reader?.RejectUnknownKeys();
        return resources;
    }
}
