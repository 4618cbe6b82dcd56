namespace Relevo.Core.Expressions;

/// <summary>One part of a <see cref="Template"/>.</summary>
public abstract record TemplatePart
{
    private TemplatePart()
    {
    }

    /// <summary>Text that stands for itself.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : TemplatePart;

    /// <summary><c>${{ ... }}</c>.</summary>
    /// <param name="Reference">What it refers to.</param>
    /// <param name="Offset">Where it begins in the template's text.</param>
    public sealed record Expression(Reference Reference, int Offset) : TemplatePart;

    /// <summary><c>$[[ ... ]]</c>: dropped where an input that it names is absent.</summary>
    /// <param name="Parts">What is between the brackets; never another optional part.</param>
    public sealed record Optional(IReadOnlyList<TemplatePart> Parts) : TemplatePart;
}
