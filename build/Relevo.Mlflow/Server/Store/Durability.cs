namespace Relevo.Mlflow.Server.Store;

/// <summary>What a write survives once it is answered.</summary>
internal enum Durability
{
    /// <summary>The end of the process, in any way. Enough for points of a metric.</summary>
    Process,

    /// <summary>Also the loss of power: costs a flush of the disk. For what cannot be made again: versions, aliases, the end of a run.</summary>
    Power,
}
