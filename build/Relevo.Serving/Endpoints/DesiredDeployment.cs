namespace Relevo.Serving.Endpoints;

/// <summary>What one deployment of an endpoint should be: a model and how it is served.</summary>
public sealed record DesiredDeployment
{
    /// <summary>The deployment's name, unique in its endpoint (<c>blue</c>, <c>green</c>).</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the model: an MLflow model folder, or a folder or file with <c>model.zip</c> or <c>model.onnx</c>.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>The registered model's name, as Open Inference Protocol's <c>/v2/models/{name}</c> gives it; null: the deployment's name.</summary>
    public string? ModelName { get; init; }

    /// <summary>The registered model's version; null where the model is not registered.</summary>
    public string? ModelVersion { get; init; }

    /// <summary><c>instance_count</c>. Kept for the record: on this machine a deployment is always one process.</summary>
    public int InstanceCount { get; init => field = Math.Max(value, 1); } = 1;

    /// <summary>Added to the environment of the deployment's process.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables
    {
        get;
        init => field = value ?? field; // Absent in JSON arrives as null.
    } = new Dictionary<string, string>();

    /// <summary>How long a request may take before the caller gets 408. Five seconds by default, as in Azure ML.</summary>
    public TimeSpan RequestTimeout { get; init => field = value == default ? field : value; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Requests scored at the same time; as many again may wait, the next gets 429. Null (the default): no limit.
    /// Azure ML's <c>max_concurrent_requests_per_instance</c>.
    /// </summary>
    public int? MaxConcurrentRequests { get; init; }
}
