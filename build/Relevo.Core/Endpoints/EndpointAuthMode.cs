namespace Relevo.Core.Endpoints;

/// <summary>How callers of an endpoint show who they are.</summary>
public enum EndpointAuthMode
{
    /// <summary><c>key</c>: one of two keys.</summary>
    Key,

    /// <summary><c>aml_token</c>: a short-lived token of the workspace.</summary>
    AmlToken,

    /// <summary><c>aad_token</c>: a Microsoft Entra token.</summary>
    AadToken,
}
