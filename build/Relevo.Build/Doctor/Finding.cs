using Relevo.Build.Output;

namespace Relevo.Build.Doctor;

/// <summary>One thing that <c>Doctor</c> looked at.</summary>
/// <param name="Subject">What.</param>
/// <param name="Grade">How it is.</param>
/// <param name="Text">What was seen, in one line.</param>
/// <param name="Remedy">How to mend it; null where nothing is wrong.</param>
public sealed record Finding(string Subject, Grade Grade, string Text, string? Remedy = null)
{
    /// <summary>As lines.</summary>
    internal IEnumerable<string> Lines(Style style)
    {
        var mark = Grade switch { Grade.Good => style.Good("ok  "), Grade.Warning => style.Warn("warn"), _ => style.Bad("fail") };
        yield return $"{mark}  {Subject,-12} {Text}";
        if (Remedy is not null) yield return $"{"",18} {style.Faint("Remedy:")} {Remedy}";
    }
}
