using System.Globalization;
using Relevo.Core.Errors;

namespace Relevo.Local.Provisioning;

/// <summary>
/// The computes that the variables of an mlops-v2 <c>config-infra</c> file ask for: each variable whose name ends with <c>_target</c>
/// (<c>training_target: cpu-cluster</c>) names one, with <c>_sku</c>, <c>_min_nodes</c>, <c>_max_nodes</c> and <c>_tier</c> after that name.
/// </summary>
internal static class ComputeVariables
{
    private const string Suffix = "_target";

    /// <summary>mlops-v2's own default.</summary>
    private const int DefaultMaxNodes = 4;

    /// <summary>Reads the computes, in the order of the variables.</summary>
    /// <exception cref="RelevoException">A number is not one, or two variables ask for different things under one name.</exception>
    public static IReadOnlyList<ComputeSpec> Read(IReadOnlyDictionary<string, string> variables)
    {
        var byName = new Dictionary<string, string>(variables, StringComparer.OrdinalIgnoreCase);
        List<ComputeSpec> computes = [];
        List<string> faults = [];
        foreach (var (variable, name) in variables)
        {
            if (!variable.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(name)) continue;
            var compute = ReadFamily(variable, name.Trim(), byName, faults);
            var twin = computes.Find(c => c.Name.Equals(compute.Name, StringComparison.OrdinalIgnoreCase));
            if (twin is null)
                computes.Add(compute);
            else if (twin.MaxInstances < compute.MaxInstances)
                computes[computes.IndexOf(twin)] = compute;
        }
        return faults.Count == 0 ? computes : throw Wrong(faults);
    }

    private static ComputeSpec ReadFamily(string variable, string name, Dictionary<string, string> variables, List<string> faults)
    {
        var least = ReadNodes($"{variable}_min_nodes", 0, 0, variables, faults);
        var most = ReadNodes($"{variable}_max_nodes", Math.Max(DefaultMaxNodes, least), 1, variables, faults);
        if (least > most) faults.Add($"variable '{variable}_min_nodes' is {least}, more than '{variable}_max_nodes', which is {most}");
        return new ComputeSpec
        {
            Name = name,
            Size = variables.GetValueOrDefault($"{variable}_sku"),
            MinInstances = least,
            MaxInstances = most,
            Tier = variables.GetValueOrDefault($"{variable}_tier", "dedicated").ToLowerInvariant(),
        };
    }

    private static int ReadNodes(string variable, int fallback, int least, Dictionary<string, string> variables, List<string> faults)
    {
        if (!variables.TryGetValue(variable, out var text)) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nodes) && nodes >= least) return nodes;
        faults.Add($"variable '{variable}' is '{text}', not a whole number from {least}");
        return fallback;
    }

    private static RelevoException Wrong(List<string> faults) => new(
        problem: faults.Count == 1 ? $"The environment's {faults[0]}." : $"The environment's variables have {faults.Count} faults: {string.Join("; ", faults)}.",
        remedy: "correct the environment's variables in its 'config-infra' file or in 'relevo.yml'.",
        ExitCode.Configuration);
}
