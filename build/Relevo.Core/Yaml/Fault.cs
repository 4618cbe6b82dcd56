namespace Relevo.Core.Yaml;

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Location">Where.</param>
/// <param name="Message">What, and what was expected.</param>
public sealed record Fault(SourceLocation Location, string Message)
{
    /// <summary><c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{Location}: {Message}";
}
