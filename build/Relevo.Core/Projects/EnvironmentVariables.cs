using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Relevo.Core.Projects;

/// <summary>The variables of an environment with their <c>$(x)</c> macros resolved. Names are compared without case, as Azure DevOps does.</summary>
/// <param name="Values">Value by name, in file order.</param>
public sealed partial record EnvironmentVariables(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>No variables.</summary>
    public static EnvironmentVariables Empty { get; } = new(Assets.Ordered.Empty<string>());

    /// <summary>The value of a variable, or null where there is none.</summary>
    public string? this[string name] => TryGet(name, out var value) ? value : null;

    /// <summary>The value of a variable.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var (key, text) in Values)
        {
            if (!key.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            value = text;
            return true;
        }
        value = null;
        return false;
    }

    /// <summary>A variable that is <c>true</c> or <c>false</c>, in any case; false where it is missing or something else.</summary>
    public bool TryGetBoolean(string name, out bool value)
    {
        value = false;
        return TryGet(name, out var text) && bool.TryParse(text.Trim(), out value);
    }

    /// <summary>A variable that is a whole number; false where it is missing or something else.</summary>
    public bool TryGetInteger(string name, out long value)
    {
        value = 0;
        return TryGet(name, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
