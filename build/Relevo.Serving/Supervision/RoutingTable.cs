namespace Relevo.Serving.Supervision;

/// <summary>Which deployments there are and who gets how much. Never changes: a new one takes its place, at once.</summary>
internal sealed class RoutingTable(IReadOnlyDictionary<string, DeploymentProcess> deployments, IReadOnlyDictionary<string, int> traffic, IReadOnlyDictionary<string, int> mirror)
{
    private readonly DeploymentProcess[] _turns = Spread(deployments, traffic);
    private readonly DeploymentProcess[] _mirrorTurns = Spread(deployments, mirror);

    public static RoutingTable Empty { get; } = new(new Dictionary<string, DeploymentProcess>(), new Dictionary<string, int>(), new Dictionary<string, int>());

    public IReadOnlyDictionary<string, DeploymentProcess> Deployments { get; } = deployments;

    public DeploymentProcess? Find(string name) => Deployments.GetValueOrDefault(name);

    /// <summary>Whose turn it is. Of any 100 turns in a row each deployment gets exactly its share.</summary>
    public DeploymentProcess? Pick(uint turn) => At(_turns, turn);

    /// <summary>Who gets a copy of the request; null: nobody.</summary>
    public DeploymentProcess? PickMirror(uint turn) => At(_mirrorTurns, turn);

    // 61 has no factor in common with 100, so 100 turns visit each place once, and neighbours are far apart.
    private static DeploymentProcess? At(DeploymentProcess[] turns, uint turn) =>
        (int)(turn * 61UL % 100) is var place && place < turns.Length ? turns[place] : null;

    private static DeploymentProcess[] Spread(IReadOnlyDictionary<string, DeploymentProcess> deployments, IReadOnlyDictionary<string, int> shares) =>
        [.. shares.Where(share => share.Value > 0 && deployments.ContainsKey(share.Key)).SelectMany(share => Enumerable.Repeat(deployments[share.Key], share.Value))];
}
