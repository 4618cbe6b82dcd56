namespace Relevo.Core.Assets;

/// <summary>What a step or a deployment runs in (<c>environment.schema.json</c>), or one that is described inside a job.</summary>
public sealed record EnvironmentAsset : AzureMlResource
{
    /// <summary>Name in the workspace; null for an environment described inside a job or deployment.</summary>
    public string? Name { get; init; }

    /// <summary>The version asked for, or null to let the workspace choose the next.</summary>
    public string? Version { get; init; }

    /// <summary>The container image, such as <c>mcr.microsoft.com/dotnet/sdk:10.0</c>, or null.</summary>
    public string? Image { get; init; }

    /// <summary>A Docker build context, or null.</summary>
    public EnvironmentBuild? Build { get; init; }

    /// <summary>Absolute path of the conda file, or null where there is none or it is written inside.</summary>
    public string? CondaFile { get; init; }

    /// <summary>The conda specification as YAML text where it is written inside the file, or null.</summary>
    public string? CondaText { get; init; }

    /// <summary><c>linux</c> or <c>windows</c>, in lower case; null where nothing is said.</summary>
    public string? OsType { get; init; }
}
