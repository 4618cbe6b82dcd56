using Relevo.Core.Assets;

namespace Relevo.Core.Endpoints;

/// <summary>A model behind an online endpoint (<c>managedOnlineDeployment.schema.json</c>, <c>kubernetesOnlineDeployment.schema.json</c>).</summary>
public sealed record OnlineDeployment : AzureMlResource
{
    /// <summary>The name of a deployment whose file leaves naming to the command line.</summary>
    public const string DefaultName = "default";

    /// <summary>Name within the endpoint, such as <c>blue</c>; <see cref="DefaultName"/> where the file has none.</summary>
    public required string Name { get; init; }

    /// <summary>The endpoint that it belongs to; null where the command line is to name it.</summary>
    public string? EndpointName { get; init; }

    /// <summary>What it runs on.</summary>
    public OnlineDeploymentKind Kind { get; init; }

    /// <summary>The model, or null where the image holds it.</summary>
    public ModelReference? Model { get; init; }

    /// <summary>Where the model is put in the container (<c>model_mount_path</c>), or null.</summary>
    public string? ModelMountPath { get; init; }

    /// <summary>The scoring code, or null for models that need none.</summary>
    public CodeConfiguration? CodeConfiguration { get; init; }

    /// <summary>What the code runs in, or null for models that need none.</summary>
    public EnvironmentReference? Environment { get; init; }

    /// <summary>Environment variables, in file order.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = Ordered.Empty<string>();

    /// <summary>The size of an instance, or null.</summary>
    public string? InstanceType { get; init; }

    /// <summary>Instances. Default 1.</summary>
    public int InstanceCount { get; init; } = 1;

    /// <summary>How requests are queued and timed.</summary>
    public RequestSettings RequestSettings { get; init; } = new();

    /// <summary>When an instance counts as dead, or null for the default.</summary>
    public ProbeSettings? LivenessProbe { get; init; }

    /// <summary>When an instance counts as ready, or null for the default.</summary>
    public ProbeSettings? ReadinessProbe { get; init; }

    /// <summary>Whether telemetry goes to Application Insights. Default false.</summary>
    public bool AppInsightsEnabled { get; init; }

    /// <summary>Whether the code may reach public networks. Default true.</summary>
    public bool EgressPublicNetworkAccess { get; init; } = true;

    /// <summary>How instances are added and removed, or null for a fixed number.</summary>
    public ScaleSettings? ScaleSettings { get; init; }

    /// <summary>CPU, memory and GPU of a Kubernetes container as written (<c>requests.cpu</c> to <c>0.1</c>).</summary>
    public IReadOnlyDictionary<string, string> ContainerResources { get; init; } = Ordered.Empty<string>();
}
