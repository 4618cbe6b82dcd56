namespace Relevo.Serving.Endpoints;

/// <summary>What one deployment is at the moment.</summary>
public sealed record DeploymentStatus
{
    /// <summary>The deployment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where its process stands.</summary>
    public required DeploymentState State { get; init; }

    /// <summary>The process; null while there is none.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The loopback port that the process listens on; null until it does.</summary>
    public int? Port { get; init; }

    /// <summary>Its share of the requests in per cent.</summary>
    public int Traffic { get; init; }

    /// <summary>The registered model's name, if any.</summary>
    public string? ModelName { get; init; }

    /// <summary>The registered model's version, if any.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Absolute path of the model that is served.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>How often the process was started again after it had ended by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>Requests sent to it since the endpoint started.</summary>
    public long Requests { get; init; }

    /// <summary>Why it is not healthy, in one line; null while it is.</summary>
    public string? Problem { get; init; }
}
