namespace Relevo.Core.Endpoints;

/// <summary>The managed identity of an endpoint.</summary>
/// <param name="Type"><c>system_assigned</c> or <c>user_assigned</c>.</param>
/// <param name="UserAssignedIdentities">ARM ids of user-assigned identities.</param>
public sealed record EndpointIdentity(string Type, IReadOnlyList<string> UserAssignedIdentities);
