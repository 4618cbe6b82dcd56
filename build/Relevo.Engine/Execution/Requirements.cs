using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Nuke.Common;
using Nuke.Common.Execution;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Execution;

/// <summary>Checks, before the first target runs, that there is all that the targets of the plan require.</summary>
internal static partial class Requirements
{
    /// <exception cref="UsageException">Something is missing; the message holds all that is.</exception>
    public static void Check(NukeBuild build, ParameterCatalog catalog)
    {
        List<UsageException> faults =
        [
            .. catalog.Parameters.Where(x => x.IsRequired && IsMissing(Value(x.Member, build))).Select(x => Missing(x, "The build")),
            .. build.ScheduledTargets.SelectMany(x => x.DelegateRequirements.Select(y => Unmet(x, y, catalog))).OfType<UsageException>(),
        ];
        if (faults.Count > 0)
            throw UsageException.Of([.. faults.DistinctBy(x => x.Problem)]);
    }

    private static UsageException? Unmet(ExecutableTarget target, LambdaExpression requirement, ParameterCatalog catalog)
    {
        var value = requirement.Compile(preferInterpretation: true).DynamicInvoke();
        if (value is bool holds && requirement is Expression<Func<bool>>)
        {
            return holds ? null : new UsageException(
                $"Target '{target.Name}' requires {Readable(requirement.Body)}, which does not hold.",
                "see to it, or leave the target out.");
        }

        if (!IsMissing(value))
            return null;

        var member = (requirement.Body as MemberExpression ?? (requirement.Body as UnaryExpression)?.Operand as MemberExpression)?.Member;
        var parameter = member is null ? null : catalog.Parameters.FirstOrDefault(x => x.Member.Name == member.Name);
        return parameter is not null
            ? Missing(parameter, $"Target '{target.Name}'")
            : new UsageException($"Target '{target.Name}' requires '{member?.Name ?? Readable(requirement.Body)}', which is not set.", "see to it, or leave the target out.");
    }

    private static UsageException Missing(ParameterMember parameter, string who) => new(
        $"{who} requires parameter '{parameter.Name}', which is not set.",
        $"pass {parameter.Option} <value>, or set {ParameterName.Variable(parameter.Name)} in the environment"
        + (parameter.IsSecret ? "." : $", or '{parameter.Name}' in {RootDirectory.Marker}/parameters.json."));

    private static bool IsMissing(object? value) => value is null || (value is string text && string.IsNullOrWhiteSpace(text));

    private static object? Value(MemberInfo member, NukeBuild build)
        => member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)member).GetValue(build);

    // An expression's text names the build's type where the source says nothing.
    private static string Readable(Expression expression) => InstancePattern().Replace($"{expression}", "");

    [GeneratedRegex(@"value\([^)]*\)\.")]
    private static partial Regex InstancePattern();
}
