namespace Relevo.Core.Gate;

/// <summary>What happens where the rules alone do not tell.</summary>
public sealed record GatePolicy
{
    /// <summary>What a candidate without a champion has to pass.</summary>
    public NoChampionPolicy NoChampion { get; init; } = NoChampionPolicy.ValueChecksOnly;

    /// <summary>What becomes of a candidate that is as good as the champion.</summary>
    public TiePolicy OnTie { get; init; } = TiePolicy.KeepChampion;

    /// <summary>What a missing metric of the candidate means.</summary>
    public MissingMetricPolicy MissingMetric { get; init; } = MissingMetricPolicy.Fail;
}
