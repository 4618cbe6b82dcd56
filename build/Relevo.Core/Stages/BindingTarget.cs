using System.Text.RegularExpressions;

namespace Relevo.Core.Stages;

/// <summary>What a step's input is bound to.</summary>
/// <param name="Step">The step whose output it is; null for an input of the pipeline.</param>
/// <param name="Name">The output's or input's name.</param>
internal sealed partial record BindingTarget(string? Step, string Name)
{
    /// <summary>Reads a whole binding; null where the text is none.</summary>
    public static BindingTarget? TryParse(string text)
    {
        if (OutputPattern.Match(text) is { Success: true } output) return new(output.Groups[1].Value, output.Groups[2].Value);
        return InputPattern.Match(text) is { Success: true } input ? new(null, input.Groups[1].Value) : null;
    }

    [GeneratedRegex(@"^\s*\$\{\{\s*parent\.jobs\.(\w+)\.outputs\.(\w+)\s*\}\}\s*$")]
    private static partial Regex OutputPattern { get; }

    [GeneratedRegex(@"^\s*\$\{\{\s*parent\.inputs\.(\w+)\s*\}\}\s*$")]
    private static partial Regex InputPattern { get; }
}
