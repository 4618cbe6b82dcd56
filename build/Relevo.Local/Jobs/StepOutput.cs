namespace Relevo.Local.Jobs;

/// <summary>An output of a finished step.</summary>
/// <param name="Digest">Its content in the store.</param>
/// <param name="Type">Azure ML's type.</param>
/// <param name="File">The file in the content that it is (<c>uri_file</c>); null for a folder.</param>
internal sealed record StepOutput(string Digest, string Type, string? File);
