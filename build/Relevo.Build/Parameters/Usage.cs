namespace Relevo.Build.Parameters;

/// <summary>The sentences that say what is wrong with a call. The engines' own sentences differ; these are the same under either.</summary>
internal static class Usage
{
    /// <summary>A problem and what to do about it.</summary>
    public static string Fault(string problem, string remedy) => $"{problem}{Environment.NewLine}  Remedy: {remedy}";

    /// <summary><c> Did you mean 'x'?</c>, or nothing where no name is near.</summary>
    /// <param name="written">The name as written.</param>
    /// <param name="known">The names to choose from.</param>
    /// <param name="prefix">What goes before the nearest name.</param>
    public static string DidYouMean(string written, IEnumerable<string> known, string prefix = "") =>
        Core.Yaml.NearestName.Of(written, known) is { } nearest ? $" Did you mean '{prefix}{nearest}'?" : "";

    /// <summary>A value that does not parse.</summary>
    /// <param name="origin">Where it was written: <c>Option '--port'</c>.</param>
    /// <param name="parameter">The parameter that it is for.</param>
    /// <param name="value">The value as written.</param>
    public static string Misfit(string origin, BuildParameter parameter, string value) => Fault(
        $"{origin} must be {parameter.Expected}, but is {parameter.Shown(value)}.{(parameter.IsSecret ? "" : DidYouMean(value, parameter.Choices))}",
        $"pass --{parameter.Option} <value>, or leave it out for the default.");

    /// <summary>All faults of a call as one message.</summary>
    public static string All(IReadOnlyList<string> faults) => faults is [var single]
        ? single
        : $"The build was called wrongly in {faults.Count} places:{string.Concat(faults.Select(fault => $"{Environment.NewLine}- {fault}"))}";
}
