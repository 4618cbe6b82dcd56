using Relevo.Core.Stages;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Tests.Stages;

public sealed class ChampionHistoryTests
{
    [Fact]
    public void Without_a_promotion_before_there_is_no_former_champion()
    {
        Assert.Null(ChampionHistory.Former([]));
        Assert.Null(ChampionHistory.Former([Promotion("1")]));
    }

    [Fact]
    public void The_former_champion_is_the_one_before_the_last_promotion() => Assert.Equal("2", ChampionHistory.Former([Promotion("1"), Promotion("2"), Promotion("4")]));

    [Fact]
    public void Rolling_back_twice_goes_back_two_promotions() =>
        Assert.Equal("1", ChampionHistory.Former([Promotion("1"), Promotion("2"), Promotion("4"), Rollback("4", "2")]));

    [Fact]
    public void After_the_last_rollback_there_is_nothing_left() =>
        Assert.Null(ChampionHistory.Former([Promotion("1"), Promotion("2"), Rollback("2", "1")]));

    [Fact]
    public void A_promotion_after_a_rollback_counts_from_there() =>
        Assert.Equal("1", ChampionHistory.Former([Promotion("1"), Promotion("2"), Rollback("2", "1"), Promotion("3")]));

    [Fact]
    public void A_rollback_to_a_version_that_never_was_champion_counts_as_a_promotion() =>
        Assert.Equal("2", ChampionHistory.Former([Promotion("1"), Promotion("2"), Rollback("2", "7")]));

    private static AliasChange Promotion(string to) => new(null, to, default, "someone", "promoted by the gate");

    private static AliasChange Rollback(string from, string to) => new(from, to, default, "someone", ChampionHistory.RollbackReason);
}
