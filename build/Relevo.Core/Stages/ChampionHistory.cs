using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Reads the former champion off the history of the alias.</summary>
public static class ChampionHistory
{
    /// <summary>What the reason of a move begins with when it was a rollback.</summary>
    public const string RollbackReason = "rolled back";

    /// <summary>
    /// The champion before the current one. A promotion puts a version on top; a rollback takes versions off until it is at its target, so
    /// rolling back twice goes back two promotions, not there and back again.
    /// </summary>
    /// <param name="history">Every move, oldest first.</param>
    /// <returns>Null where there is no former champion.</returns>
    public static string? Former(IEnumerable<AliasChange> history)
    {
        List<string> champions = [];
        foreach (var move in history)
        {
            if (move.ToVersion is null) continue;
            if (move.Reason.StartsWith(RollbackReason, StringComparison.Ordinal) && champions.LastIndexOf(move.ToVersion) is var at and >= 0)
                champions.RemoveRange(at + 1, champions.Count - at - 1);
            else if (champions.Count == 0 || champions[^1] != move.ToVersion)
                champions.Add(move.ToVersion);
        }
        return champions.Count >= 2 ? champions[^2] : null;
    }
}
