using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>A command with a typed interface (<c>commandComponent.schema.json</c>).</summary>
public sealed record CommandComponent : AzureMlResource
{
    /// <summary>Name in the workspace; null only for a component written inside a step.</summary>
    public string? Name { get; init; }

    /// <summary>The version asked for, or null to let the workspace choose.</summary>
    public string? Version { get; init; }

    /// <summary>Title for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The command with its expressions unresolved.</summary>
    public required string Command { get; init; }

    /// <summary>The folder that the command starts in, or null for none.</summary>
    public AssetPath? Code { get; init; }

    /// <summary>What the command runs in.</summary>
    public EnvironmentReference? Environment { get; init; }

    /// <summary>Environment variables, in file order.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = Ordered.Empty<string>();

    /// <summary>What goes in, by name, in file order.</summary>
    public IReadOnlyDictionary<string, ComponentInput> Inputs { get; init; } = Ordered.Empty<ComponentInput>();

    /// <summary>What comes out, by name, in file order.</summary>
    public IReadOnlyDictionary<string, ComponentOutput> Outputs { get; init; } = Ordered.Empty<ComponentOutput>();

    /// <summary>How the command is spread over processes, or null for one process.</summary>
    public JobDistribution? Distribution { get; init; }

    /// <summary>What it asks of the compute, or null.</summary>
    public JobResources? Resources { get; init; }

    /// <summary>Whether the same inputs give the same outputs, so that a former run may be reused. Default true.</summary>
    public bool IsDeterministic { get; init; } = true;

    /// <summary>Absolute paths of files and folders that are copied beside <see cref="Code"/>.</summary>
    public IReadOnlyList<string> AdditionalIncludes { get; init; } = [];

    /// <summary>Universal packages of Azure Artifacts that are to be copied beside <see cref="Code"/>, as they were written. Nothing here can fetch them yet.</summary>
    public IReadOnlyList<YamlMapping> ArtifactIncludes { get; init; } = [];
}
