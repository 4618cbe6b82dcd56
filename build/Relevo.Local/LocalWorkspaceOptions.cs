namespace Relevo.Local;

/// <summary>Where an embedded workspace is and what it works with.</summary>
public sealed record LocalWorkspaceOptions
{
    /// <summary>The workspace's folder, such as <c>.relevo/dev</c>; it need not exist yet. Kept as a full path.</summary>
    public required string Folder { get; init => field = Path.TrimEndingDirectorySeparator(Path.GetFullPath(value)); }

    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The environment's name, such as <c>dev</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>The clock. Default: the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Full path of <c>Relevo.Mlflow.dll</c>, which C# steps log with. Default: beside the running program.</summary>
    public string MlflowAssembly { get; init; } = Path.Combine(AppContext.BaseDirectory, "Relevo.Mlflow.dll");

    /// <summary>The folder that paths shown to people are relative to. Default: the current directory.</summary>
    public string WorkingDirectory { get; init; } = System.IO.Directory.GetCurrentDirectory();
}
