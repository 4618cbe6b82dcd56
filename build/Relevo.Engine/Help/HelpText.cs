using System.Text;
using Nuke.Common.Execution;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Help;

/// <summary>What <c>--help</c> prints, in NUKE's layout: targets with their direct dependencies, the build's parameters, those of every build.</summary>
internal static class HelpText
{
    private const int Width = 90;

    public static string Of(IReadOnlyList<ExecutableTarget> targets, ParameterCatalog catalog)
    {
        var text = new StringBuilder();
        Targets(text, [.. targets.Where(x => x.Listed)]);
        Parameters(text, [.. catalog.Parameters.Where(x => x.Attribute.List)], [.. targets.Where(x => x.IsDefault).Select(x => x.Name)]);
        return text.ToString();
    }

    private static void Targets(StringBuilder text, IReadOnlyList<ExecutableTarget> targets)
    {
        var width = targets.Select(x => Label(x).Length).Append(20).Max();
        text.AppendLine("Targets (with their direct dependencies):").AppendLine();
        foreach (var target in targets)
        {
            var line = $"  {Label(target).PadRight(width)}";
            if (target.ExecutionDependencies.Count > 0)
                line += $" -> {string.Join(", ", target.ExecutionDependencies.Select(x => x.Name))}";
            text.AppendLine(line.TrimEnd());
            if (!string.IsNullOrWhiteSpace(target.Description))
                text.AppendLine($"    {target.Description}");
        }

        static string Label(ExecutableTarget target) => target.Name + (target.IsDefault ? " (default)" : "");
    }

    private static void Parameters(StringBuilder text, IReadOnlyList<ParameterMember> parameters, IReadOnlyList<string> defaults)
    {
        var width = parameters.Select(x => x.Option.Length - 2).Append(16).Max();
        text.AppendLine().AppendLine("Parameters:").AppendLine();
        foreach (var parameter in parameters.Where(x => !x.IsBuiltIn))
            Append(parameter);
        if (parameters.Any(x => !x.IsBuiltIn))
            text.AppendLine();
        foreach (var parameter in parameters.Where(x => x.IsBuiltIn))
            Append(parameter);

        void Append(ParameterMember parameter)
        {
            var lines = Lines(Description(parameter, defaults), Width - width - 6).ToList();
            text.AppendLine($"  {parameter.Option.PadRight(width + 2)}   {lines[0]}");
            foreach (var line in lines[1..])
                text.Append(' ', width + 7).AppendLine(line);
        }
    }

    private static string Description(ParameterMember parameter, IReadOnlyList<string> defaults)
    {
        var description = parameter.Attribute.Description?.TrimEnd('.') is { Length: > 0 } given ? $"{given}." : "<no description>";
        return description.Replace("{default_target}", defaults.Count > 0 ? string.Join(", ", defaults) : "<none>");
    }

    private static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
