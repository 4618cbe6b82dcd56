using System.Collections;
using Nuke.Common;
using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Build.Parameters;

/// <summary>
/// Refuses what NUKE lets pass: options that nobody knows, values that do not parse, a variable that is set under two names. Each of them would
/// otherwise run with a default, and a mistyped threshold would deploy. Checked under either engine.
/// </summary>
internal static class StrictParameters
{
    private const string Prefix = "NUKE_";

    // NUKE's own that are no [Parameter] members of NukeBuild in every version.
    private static readonly string[] BuiltIn = ["target", "skip", "plan", "help", "host", "root", "profile", "verbosity", "continue", "no-logo", "partition"];

    /// <summary>
    /// Removes empty environment variables of parameters, as CI systems set them for inputs that were left out: NUKE takes an empty one for
    /// <c>false</c>, where it means that nothing was said. To be called before the build is made.
    /// </summary>
    public static void ForgetEmptyVariables(Type build)
    {
        var names = BuildParameter.Of(build).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (variable.Value is "" && (names.Contains(BuildParameter.KeyOf(name)) || names.Contains(BuildParameter.KeyOf(WithoutPrefix(name))))) Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Checks the command line and the environment of a build.</summary>
    /// <exception cref="Sessions.TargetFailedException">Something is wrong; the build's exit code is set.</exception>
    public static void Check(NukeBuild build)
    {
        var parameters = BuildParameter.Of(build.GetType());
        var faults = Faults(parameters, Environment.GetCommandLineArgs().Skip(1).ToList(), Variables());
        if (faults.Count == 0) return;
        build.ExitCode = (int)ExitCode.Configuration;
        throw new Sessions.TargetFailedException(string.Join(Environment.NewLine, faults), "see ./build.sh --help.", null);
    }

    /// <summary>Everything that is wrong; pure.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<BuildParameter> parameters, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables) =>
        [.. CommandLineFaults(parameters, arguments), .. VariableFaults(parameters, variables)];

    private static IEnumerable<string> CommandLineFaults(IReadOnlyList<BuildParameter> parameters, IReadOnlyList<string> arguments)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!IsOption(arguments[i])) continue;
            var option = arguments[i];
            var key = BuildParameter.KeyOf(option);
            List<string> values = [.. arguments.Skip(i + 1).TakeWhile(a => !IsOption(a))];
            if (!seen.Add(key)) yield return $"{option} is given twice; several values stand behind one {option}, separated by spaces.";
            if (BuiltIn.Any(name => BuildParameter.KeyOf(name) == key)) continue;
            if (parameters.FirstOrDefault(p => p.Key == key) is not { } parameter)
            {
                yield return $"There is no option {option}{NearestName.Suggest(option.TrimStart('-'), parameters.Where(p => p.IsListed).Select(p => p.Option).Concat(BuiltIn))}";
                continue;
            }
            if (values.Count == 0 && !parameter.IsSwitch) yield return $"{option} needs {parameter.Expected}.";
            if (values.Count > 1 && !parameter.IsList) yield return $"{option} takes one value, not {values.Count}.";
            foreach (var value in values)
            {
                if (!parameter.Accepts(value)) yield return $"{option} {parameter.Shown(value)} is not {parameter.Expected}.";
            }
        }
    }

    private static IEnumerable<string> VariableFaults(IReadOnlyList<BuildParameter> parameters, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var parameter in parameters)
        {
            var named = variables.Where(v => BuildParameter.KeyOf(v.Key) == parameter.Key).ToList();
            var prefixed = variables.Where(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && BuildParameter.KeyOf(WithoutPrefix(v.Key)) == parameter.Key).ToList();
            if (named.Count > 0 && prefixed.Count > 0)
                yield return $"The variables {named[0].Key} and {prefixed[0].Key} are both set; unset one of them.";
            // Names without the prefix are too common (a CI sets PROJECT or NAME for itself) to be refused for their value.
            foreach (var (name, value) in prefixed)
            {
                if (!parameter.Accepts(value)) yield return $"The variable {name} is {parameter.Shown(value)}, which is not {parameter.Expected}.";
            }
        }
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]) && argument[1] != '.';

    private static string WithoutPrefix(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
}
