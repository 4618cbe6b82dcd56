using System.Text;

namespace Relevo.Core.Yaml;

/// <summary>A sequence of nodes.</summary>
/// <param name="location">Where it begins.</param>
/// <param name="items">The items, in order.</param>
public sealed class YamlSequence(SourceLocation location, IReadOnlyList<YamlNode> items) : YamlNode(location)
{
    /// <summary>The items, in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "a sequence";

    internal override long ExpandedSize { get; } = SaturatedSum(items.Select(item => item.ExpandedSize));

    internal override void WriteTo(StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Items[i].WriteTo(text);
        }
        text.Append(']');
    }
}
