using Relevo.Core.Yaml;

namespace Relevo.Core.Projects;

/// <summary>A <c>relevo.yml</c>: which files make the project, and which environments it is delivered to. All paths are absolute.</summary>
public sealed partial record Project
{
    /// <summary>Absolute path of <c>relevo.yml</c>.</summary>
    public required string File { get; init; }

    /// <summary>The folder that holds <c>relevo.yml</c>.</summary>
    public string Directory => Path.GetDirectoryName(File) ?? File;

    /// <summary>Name of the project: lower-case letters, digits and hyphens, up to 40 of them.</summary>
    public required string Name { get; init; }

    /// <summary>The data asset files, in order.</summary>
    public IReadOnlyList<string> DataFiles { get; init; } = [];

    /// <summary>The job environment files, in order.</summary>
    public IReadOnlyList<string> JobEnvironmentFiles { get; init; } = [];

    /// <summary>The compute files, in order.</summary>
    public IReadOnlyList<string> ComputeFiles { get; init; } = [];

    /// <summary>The job that trains.</summary>
    public required string JobFile { get; init; }

    /// <summary>Which model the job makes, or null to take the project's name and the job's only model output.</summary>
    public ProjectModel? Model { get; init; }

    /// <summary>The promotion rules, or null for none.</summary>
    public string? GateFile { get; init; }

    /// <summary>The online endpoint, or null for none.</summary>
    public string? EndpointFile { get; init; }

    /// <summary>The online deployment, or null for none.</summary>
    public string? DeploymentFile { get; init; }

    /// <summary>The request that the smoke test sends, or null for none.</summary>
    public string? SampleRequestFile { get; init; }

    /// <summary>The environments by name, in file order; never empty.</summary>
    public required IReadOnlyDictionary<string, ProjectEnvironment> Environments { get; init; }

    /// <summary>Where each key of the file is, for messages about its value: <c>job</c>, <c>model</c>, <c>environments.dev</c>, ...</summary>
    public IReadOnlyDictionary<string, SourceLocation> Locations { get; init; } = Assets.Ordered.Empty<SourceLocation>();
}
