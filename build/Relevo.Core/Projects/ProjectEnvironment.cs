using Relevo.Core.Yaml;

namespace Relevo.Core.Projects;

/// <summary>One place that a project is delivered to.</summary>
public sealed record ProjectEnvironment
{
    /// <summary>Name, such as <c>dev</c> or <c>prod</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the environment is stated.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The workspace's kind, such as <c>local</c> or <c>azureml</c>. Default <c>local</c>. Which kinds there are is the build's to know.</summary>
    public string Workspace { get; init; } = "local";

    /// <summary>Absolute path of a local workspace's folder, or null for its default.</summary>
    public string? Path { get; init; }

    /// <summary>Absolute path of the <c>config-infra</c> file that variables come from, or null.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The variables: those of the file, overridden by those written in <c>relevo.yml</c>.</summary>
    public EnvironmentVariables Variables { get; init; } = EnvironmentVariables.Empty;
}
