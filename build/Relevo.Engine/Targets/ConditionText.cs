namespace Relevo.Engine.Targets;

/// <summary>The condition of <c>OnlyWhen…</c> as the closing table shows it: on one line, without the lambda's head.</summary>
internal static class ConditionText
{
    public static string Of(string? expression)
    {
        var line = string.Join(' ', (expression ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var arrow = line.IndexOf("=>", StringComparison.Ordinal);
        return arrow >= 0 && line[..arrow].Trim() == "()" ? line[(arrow + 2)..].Trim() : line;
    }
}
