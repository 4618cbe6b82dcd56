namespace Relevo.Mlflow.Server.Store;

/// <summary>Where a tracking store is.</summary>
public sealed record TrackingStoreOptions
{
    /// <summary>The SQLite file, made where absent. Other components may keep tables of their own in it.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>The folder of all artifacts, made where absent.</summary>
    public required string ArtifactsPath { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a write waits for a writer of another process, default 60 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So few runs are sorted rather than read in order; a setting for tests of both ways.</summary>
    internal int FewRuns { get; init; } = 2000;
}
