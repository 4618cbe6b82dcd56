using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common;
using Nuke.Common.ValueInjection;
using Relevo.Engine.Execution;

namespace Relevo.Engine.Parameters;

/// <summary>The value of the member that <c>() => X</c> names.</summary>
internal static class ParameterExpressionValue
{
    public static T? Of<T>(LambdaExpression expression)
    {
        var body = expression.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : expression.Body;
        var access = body as MemberExpression ?? throw new InvalidOperationException($"'{expression}' does not name a member.");
        var attribute = access.Member.GetCustomAttribute<ValueInjectionAttributeBase>()
                        ?? throw new InvalidOperationException($"'{access.Member.DeclaringType?.Name}.{access.Member.Name}' is not marked with [Parameter].");

        // Most are plain parameters, which the binder remembers.
        var value = attribute.GetType() == typeof(ParameterAttribute)
            ? Session.Current.Binder.Bind(access.Member)
            : attribute.TryGetValue(access.Member, (access.Expression as ConstantExpression)?.Value as INukeBuild);
        return value is null ? default : (T)value;
    }
}
