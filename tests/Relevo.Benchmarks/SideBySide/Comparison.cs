namespace Relevo.Benchmarks.SideBySide;

/// <summary>Something measured beside a yardstick, in turn, so that a machine whose speed drifts moves both alike.</summary>
internal abstract class Comparison : IAsyncDisposable
{
    /// <summary>The word that names it on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured.</summary>
    public abstract string Subject { get; }

    /// <summary>What it is measured against.</summary>
    public abstract string Yardstick { get; }

    /// <summary>How many pairs are measured, after one that is not counted.</summary>
    public virtual int Pairs => 11;

    /// <summary>How many operations one call does; times are printed for one of them.</summary>
    public virtual int Operations => 1;

    /// <summary>Makes what the measurements need; not measured.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Does what is measured.</summary>
    public abstract Task RunSubjectAsync(CancellationToken cancellationToken);

    /// <summary>Does what it is measured against.</summary>
    public abstract Task RunYardstickAsync(CancellationToken cancellationToken);

    /// <summary>Removes what was made.</summary>
    public abstract ValueTask DisposeAsync();
}
