using System.Reflection;
using Nuke.Common;
using Relevo.Engine.Parameters.Sources;

namespace Relevo.Engine.Parameters;

/// <summary>Gives parameters their values.</summary>
internal sealed class Binder(ParameterSources sources)
{
    private readonly Dictionary<MemberInfo, object?> bound = [];

    /// <summary>The value given for a member, or null where there is none.</summary>
    /// <exception cref="UsageException">What was written does not fit.</exception>
    public object? Bind(MemberInfo member)
    {
        if (bound.TryGetValue(member, out var known))
            return known;

        var parameter = ParameterMember.From(member)
                        ?? throw new InvalidOperationException($"'{member.DeclaringType?.Name}.{member.Name}' is not marked with [Parameter].");
        return bound[member] = Bind(parameter);
    }

    /// <summary>The value of one of the engine's own parameters, or null.</summary>
    public T? BindBuiltIn<T>(string property)
        where T : struct
        => (T?)Bind(typeof(NukeBuild).GetProperty(property)!); // the callers name properties of NukeBuild

    /// <summary>What was written for a parameter, or null. A secret that NUKE encrypted is refused.</summary>
    public RawValue? Find(ParameterMember parameter) => sources.Find(parameter.Name, parameter.Separator);

    private object? Bind(ParameterMember parameter)
    {
        if (Find(parameter) is not { } raw)
            return null;
        if (parameter.IsSecret && raw.Values.Any(x => x.StartsWith("v1:", StringComparison.Ordinal)))
            throw Encrypted(parameter, raw);

        try
        {
            return ValueConversion.Convert(raw.Values, parameter.Type, raw.BaseDirectory);
        }
        catch (FormatException) when (parameter.IsBuiltIn && raw.IsIncidental)
        {
            // HOST, PLAN and the like are common variables of other programs.
            return null;
        }
        catch (FormatException e)
        {
            throw Misfit(parameter, raw, e.Message);
        }
    }

    private static UsageException Misfit(ParameterMember parameter, RawValue raw, string expectation)
    {
        var written = parameter.IsSecret ? "(secret)" : string.Join(", ", raw.Values.Select(x => $"'{x}'"));
        var nearest = raw.Values is [var word] ? Suggestion.For(word, ValueConversion.Choices(parameter.Type)) : null;
        return new UsageException(
            $"{raw.Origin} {expectation}{(raw.Values.Count > 0 ? $", but is {written}" : "")}.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}",
            raw.Values.Count > 1
                ? $"pass one value to {parameter.Option}; targets stand before the first option, or follow --target."
                : $"pass {parameter.Option} <value>, or leave it out for the default.");
    }

    private static UsageException Encrypted(ParameterMember parameter, RawValue raw) => new(
        $"{raw.Origin} is encrypted, which only NUKE itself can read.",
        $"set it in the environment as {ParameterName.Variable(parameter.Name)}.");
}
