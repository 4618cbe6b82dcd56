using Relevo.Core.Errors;

namespace Relevo.Build.Parameters;

/// <summary>Reads the values of <c>--set</c>.</summary>
internal static class OverrideList
{
    /// <summary>Splits <c>path=value</c> entries; a value may hold further equals signs.</summary>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string>? entries)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries ?? [])
        {
            var at = entry.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new RelevoException($"--set {entry} has no value.", "write a path of the job's YAML and a value, such as --set inputs.learning_rate=0.3.", ExitCode.Configuration);
            overrides[entry[..at].Trim()] = entry[(at + 1)..];
        }
        return overrides;
    }
}
