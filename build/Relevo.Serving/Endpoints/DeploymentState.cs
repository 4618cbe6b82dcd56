using System.Text.Json.Serialization;

namespace Relevo.Serving.Endpoints;

/// <summary>Where the process of a deployment stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeploymentState>))]
public enum DeploymentState
{
    /// <summary>Its process was started and has not answered yet.</summary>
    Starting,

    /// <summary>Its model is loaded and it answers.</summary>
    Healthy,

    /// <summary>Its process ended or could not load the model; it is started again after a pause that grows.</summary>
    Restarting,

    /// <summary>It gets no new requests and ends once those under way are answered.</summary>
    Stopping,
}
