namespace Relevo.Core.Gate;

/// <summary>What a candidate without a champion has to pass.</summary>
public enum NoChampionPolicy
{
    /// <summary>The rules that need no champion.</summary>
    ValueChecksOnly,

    /// <summary>It cannot pass: the first champion is set by hand.</summary>
    Reject,
}
