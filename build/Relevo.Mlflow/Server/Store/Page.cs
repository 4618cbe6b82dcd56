namespace Relevo.Mlflow.Server.Store;

/// <summary>A part of what a search found.</summary>
/// <typeparam name="T">What was searched.</typeparam>
/// <param name="Items">The things found.</param>
/// <param name="NextToken">Asks for the next part; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
