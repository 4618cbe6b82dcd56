namespace Relevo.Serving.Endpoints;

/// <summary>How an endpoint's process is started.</summary>
public sealed record EndpointHostOptions
{
    /// <summary>How long the process may take until it answers. 30 seconds by default.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
