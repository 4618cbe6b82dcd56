namespace Relevo.Core.Jobs;

/// <summary>Whose rights a job runs with.</summary>
public sealed record JobIdentity
{
    /// <summary><c>user_identity</c>, <c>managed</c> or <c>aml_token</c>, in lower case.</summary>
    public required string Type { get; init; }

    /// <summary>Client id of a managed identity, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>Object id of a managed identity, or null.</summary>
    public string? ObjectId { get; init; }

    /// <summary>ARM id of a managed identity, or null.</summary>
    public string? ResourceId { get; init; }
}
