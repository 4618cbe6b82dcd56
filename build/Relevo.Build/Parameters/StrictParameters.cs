using System.Collections;

namespace Relevo.Build.Parameters;

/// <summary>
/// Refuses what NUKE lets pass: options that nobody knows, values that do not parse, a variable that is set under two names. Each of them would
/// otherwise run with a default, and a mistyped threshold would deploy. Checked under either engine, and before it reads anything: NUKE ends with
/// a stack trace where its own parameters are wrong.
/// </summary>
internal static class StrictParameters
{
    private const string Prefix = "NUKE_";

    /// <summary>
    /// Removes empty environment variables of parameters, as CI systems set them for inputs that were left out: NUKE takes an empty one for
    /// <c>false</c>, where it means that nothing was said. To be called before the build is made.
    /// </summary>
    public static void ForgetEmptyVariables(Type build)
    {
        var names = BuildParameter.Of(build).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in Variables())
        {
            if (value is "" && (names.Contains(BuildParameter.KeyOf(name)) || names.Contains(BuildParameter.KeyOf(WithoutPrefix(name))))) Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Checks the call of this process.</summary>
    /// <returns>Null where it is right, else all that is wrong with it. Help is given even to who has written all else wrongly.</returns>
    public static string? Refuse(Type build)
    {
        ForgetEmptyVariables(build);
        var parameters = BuildParameter.Of(build);
        var line = CommandLine.Parse(Environment.GetCommandLineArgs()[1..]);
        var call = new BuildCall(build, parameters, line, Directory.GetCurrentDirectory());
        ForgetForeignVariables(parameters, call);
        if (line.Find("help") is { Values: [] or ["true"] }) return null;
        IReadOnlyList<string> faults = [.. CommandLineFaults(parameters, line), .. VariableFaults(parameters, Variables(), line), .. call.Faults(Variables())];
        return faults.Count == 0 ? null : Usage.All(faults);
    }

    /// <summary>Everything that is wrong with options and variables; pure.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<BuildParameter> parameters, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var line = CommandLine.Parse(arguments);
        return [.. CommandLineFaults(parameters, line), .. VariableFaults(parameters, variables, line)];
    }

    private static IEnumerable<string> CommandLineFaults(IReadOnlyList<BuildParameter> parameters, CommandLine line)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (option, values) in line.Options)
        {
            if (!seen.Add(BuildParameter.KeyOf(option))) yield return Usage.Fault($"Option '{option}' is given twice.", $"write all values behind one {option}, separated by spaces.");
            if (Find(parameters, option) is not { } parameter) yield return Unknown(parameters, option);
            else if (values.Count == 0 && parameter is { IsSwitch: false, IsList: false }) yield return Usage.Fault($"Option '{option}' needs a value: {parameter.Expected}.", $"pass --{parameter.Option} <value>, or leave it out for the default.");
            else if (values.Count > 1 && !parameter.IsList) yield return Usage.Fault($"Option '{option}' takes one value, but has {values.Count}.", $"pass one value to --{parameter.Option}; targets stand before the first option, or follow --target.");
            else
            {
                foreach (var value in values.Where(value => !parameter.Accepts(value))) yield return Usage.Misfit($"Option '{option}'", parameter, value);
            }
        }
    }

    private static string Unknown(IReadOnlyList<BuildParameter> parameters, string option)
    {
        // What follows an equals sign may be a secret.
        var name = option.Split('=', ':')[0];
        if (name != option && Find(parameters, name) is not null) return Usage.Fault($"Option '{name}' has its value glued to it.", $"write '{name} <value>', with a space.");
        var nearest = Usage.DidYouMean(name.TrimStart('-'), parameters.Where(p => p.IsListed).Select(p => p.Option), "--");
        return Usage.Fault($"Option '{name}' does not exist.{nearest}", "'--help' lists all options.");
    }

    private static IEnumerable<string> VariableFaults(IReadOnlyList<BuildParameter> parameters, IReadOnlyDictionary<string, string> variables, CommandLine line)
    {
        foreach (var parameter in parameters.Where(p => line.Find(p.Key) is null))
        {
            var named = variables.Keys.Where(name => BuildParameter.KeyOf(name) == parameter.Key).ToList();
            var prefixed = variables.Keys.Where(name => IsPrefixed(name) && BuildParameter.KeyOf(WithoutPrefix(name)) == parameter.Key).ToList();
            if (named.Count + prefixed.Count > 1)
                yield return Usage.Fault($"Several environment variables set parameter '{parameter.Name}': {string.Join(", ", named.Concat(prefixed).Order(StringComparer.Ordinal))}.", $"unset all but one, or pass --{parameter.Option}.");
            // Names without the prefix are too common (a CI sets PORT or NAME for itself) to be refused for their value: they are forgotten.
            foreach (var name in prefixed.Where(name => !parameter.Accepts(variables[name]))) yield return Usage.Misfit($"Environment variable '{name}'", parameter, variables[name]);
        }
    }

    // HOST, PORT, TARGET and the like are common variables of other programs; NUKE takes them for its own, and ends where they do not fit.
    private static void ForgetForeignVariables(IReadOnlyList<BuildParameter> parameters, BuildCall call)
    {
        foreach (var (name, value) in Variables())
        {
            if (parameters.FirstOrDefault(p => p.Key == BuildParameter.KeyOf(name)) is { } parameter && !call.IsMeantFor(parameter, value)) Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static BuildParameter? Find(IReadOnlyList<BuildParameter> parameters, string option) => parameters.FirstOrDefault(p => p.Key == BuildParameter.KeyOf(option));

    private static bool IsPrefixed(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static string WithoutPrefix(string name) => IsPrefixed(name) ? name[Prefix.Length..] : name;

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
}
