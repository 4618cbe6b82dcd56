namespace Relevo.Core.Workspaces;

/// <summary>One immutable version of a data asset.</summary>
public sealed record DataVersion
{
    /// <summary>The asset's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version, <c>1</c>, <c>2</c>, ... unless the YAML names one.</summary>
    public required string Version { get; init; }

    /// <summary>Azure ML's type: <c>uri_file</c>, <c>uri_folder</c> or <c>mltable</c>.</summary>
    public required string Type { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the manifest: one line for each file, sorted by path, with its size and SHA-256.</summary>
    public required string Digest { get; init; }

    /// <summary>Bytes of all files.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>How many files there are.</summary>
    public required int FileCount { get; init; }

    /// <summary>When the version was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The path that it was registered from, as the YAML writes it.</summary>
    public required string Source { get; init; }

    /// <summary>The reference that names this version in a job: <c>azureml:name:version</c>.</summary>
    public string Reference => $"azureml:{Name}:{Version}";
}
