namespace Relevo.Core.Workspaces;

/// <summary>Where an output of a job is kept.</summary>
/// <param name="Uri">A full path (local) or an <c>azureml://</c> uri; can be the input of another job of the same workspace.</param>
/// <param name="Digest">SHA-256 of its manifest, as in <see cref="DataVersion.Digest"/>; null where the workspace does not hash outputs.</param>
/// <param name="Type">Azure ML's type, such as <c>uri_folder</c> or <c>mlflow_model</c>.</param>
public sealed record OutputLocation(string Uri, string? Digest, string Type);
