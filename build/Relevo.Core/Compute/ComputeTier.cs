namespace Relevo.Core.Compute;

/// <summary>Price tier of machines.</summary>
public enum ComputeTier
{
    /// <summary>Kept until given back.</summary>
    Dedicated,

    /// <summary>Cheaper; may be taken away at any time.</summary>
    LowPriority,
}
