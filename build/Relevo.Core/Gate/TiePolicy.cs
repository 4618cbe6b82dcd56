namespace Relevo.Core.Gate;

/// <summary>What becomes of a candidate that is as good as the champion.</summary>
public enum TiePolicy
{
    /// <summary>The champion stays.</summary>
    KeepChampion,

    /// <summary>The candidate becomes champion.</summary>
    Promote,
}
