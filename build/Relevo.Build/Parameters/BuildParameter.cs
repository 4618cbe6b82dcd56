using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Nuke.Common;

namespace Relevo.Build.Parameters;

/// <summary>A parameter of a build, read off its <c>[Parameter]</c> members by NUKE's rules for names.</summary>
internal sealed record BuildParameter
{
    /// <summary>The name without punctuation, in lower case: what names are compared by.</summary>
    public required string Key { get; init; }

    /// <summary>The name as written on the command line, without dashes.</summary>
    public required string Option { get; init; }

    /// <summary>The name in NUKE's spelling, as parameters files write it.</summary>
    public required string Name { get; init; }

    /// <summary>The type of one value.</summary>
    public required Type Type { get; init; }

    /// <summary>True where it takes several values.</summary>
    public required bool IsList { get; init; }

    /// <summary>True where its value must not be shown.</summary>
    public required bool IsSecret { get; init; }

    /// <summary>True where <c>--help</c> lists it.</summary>
    public required bool IsListed { get; init; }

    /// <summary>True where the option alone means yes.</summary>
    public bool IsSwitch => Type == typeof(bool);

    /// <summary>What a value must be, in words.</summary>
    public string Expected => Type switch
    {
        _ when Choices.Count > 0 => $"one of: {string.Join(", ", Choices)}",
        _ when IsWhole(Type) => "a whole number",
        _ when IsNumber(Type) => "a number",
        _ => "a text",
    };

    /// <summary>The values that there are; empty where they cannot be listed.</summary>
    public IReadOnlyList<string> Choices => Type == typeof(bool) ? ["true", "false"] : Type.IsEnum ? Enum.GetNames(Type) : [];

    /// <summary>All parameters of a build, its components' included.</summary>
    public static IReadOnlyList<BuildParameter> Of(Type build)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        return [.. ((Type[])[build, .. build.GetInterfaces()])
            .SelectMany(type => type.GetMembers(Any))
            .Select(member => (Member: member, Attribute: member.GetCustomAttribute<ParameterAttribute>()))
            .Where(found => found.Attribute is not null)
            .Select(found => From(found.Member, found.Attribute!)) // filtered one line above
            .DistinctBy(parameter => parameter.Key)];
    }

    /// <summary>A name as it is compared: <c>--fail-on-reject</c>, <c>FAIL_ON_REJECT</c> and <c>FailOnReject</c> are the same.</summary>
    public static string KeyOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>True where a value can be read as the parameter's type.</summary>
    public bool Accepts(string value)
    {
        if (Type == typeof(bool)) return bool.TryParse(value, out _);
        if (Type.IsEnum) return Choices.Contains(value, StringComparer.OrdinalIgnoreCase);
        if (!IsWhole(Type) && !IsNumber(Type)) return true;
        try
        {
            TypeDescriptor.GetConverter(Type).ConvertFromString(null, CultureInfo.InvariantCulture, value);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>A value for a message: hidden where it is a secret.</summary>
    public string Shown(string value) => IsSecret ? "(secret)" : $"'{value}'";

    private static BuildParameter From(MemberInfo member, ParameterAttribute attribute)
    {
        var declared = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        // NUKE's lists of targets are collections; what a build declares itself are arrays.
        var element = declared.IsArray ? declared.GetElementType() : declared.IsGenericType && Nullable.GetUnderlyingType(declared) is null ? declared.GetGenericArguments()[0] : null;
        var prefix = member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix ?? "";
        var name = prefix + (attribute.Name ?? member.Name[(member.Name.LastIndexOf('.') + 1)..]);
        return new()
        {
            Key = KeyOf(name),
            Name = name,
            Option = string.Concat(name.Select((c, at) => char.IsUpper(c) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString())),
            Type = Nullable.GetUnderlyingType(element ?? declared) ?? element ?? declared,
            IsList = element is not null,
            IsSecret = member.IsDefined(typeof(SecretAttribute)),
            IsListed = attribute.List,
        };
    }

    private static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(decimal);
}
