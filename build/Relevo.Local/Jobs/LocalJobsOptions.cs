using Relevo.Core.Assets;
using Relevo.Core.Workspaces;
using Relevo.Local.Store;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Jobs;

/// <summary>What <see cref="LocalJobs"/> works with. Everything is opened when it is first needed.</summary>
public sealed record LocalJobsOptions
{
    /// <summary>The workspace.</summary>
    public required WorkspaceFolder Folder { get; init; }

    /// <summary>The workspace's database; null before it is provisioned.</summary>
    public required Func<WorkspaceDatabase?> FindDatabase { get; init; }

    /// <summary>The workspace's content; before it is provisioned one that only hashes.</summary>
    public required Func<ContentStore> Content { get; init; }

    /// <summary>Where runs are kept.</summary>
    public required Func<CancellationToken, Task<TrackingStore>> Tracking { get; init; }

    /// <summary>Starts the embedded tracking server where it does not run, and gives its address. Called only when a step really runs.</summary>
    public required Func<CancellationToken, Task<Uri>> TrackingAddress { get; init; }

    /// <summary>Finds a registered data asset, and where its file or folder is; null where it is not registered.</summary>
    public required Func<AssetReference, CancellationToken, Task<(DataVersion Version, string Path)?>> FindData { get; init; }

    /// <summary>Finds a registered model, and where its folder is; null where it is not registered.</summary>
    public required Func<AssetReference, CancellationToken, Task<(ModelVersion Version, string Path)?>> FindModel { get; init; }

    /// <summary>How many steps may run on a compute at once; null is the default compute. Default: the processors of this machine.</summary>
    public Func<string?, int> MaxInstances { get; init; } = _ => Environment.ProcessorCount;

    /// <summary>Full path of <c>Relevo.Mlflow.dll</c>, which C# steps log with.</summary>
    public required string MlflowAssembly { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
