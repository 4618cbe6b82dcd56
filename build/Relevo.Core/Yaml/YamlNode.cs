using System.Text;

namespace Relevo.Core.Yaml;

/// <summary>A part of a YAML document that knows where it was written: a <see cref="YamlScalar"/>, <see cref="YamlSequence"/> or <see cref="YamlMapping"/>.</summary>
public abstract class YamlNode
{
    private protected YamlNode(SourceLocation location) => Location = location;

    /// <summary>Where the node begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>What the node is, in words for people: <c>a mapping</c>, <c>a sequence</c>, <c>text</c>, <c>a number</c>, ...</summary>
    public abstract string Kind { get; }

    /// <summary>Nodes in this one with every alias written out; at most <see cref="long.MaxValue"/>.</summary>
    internal abstract long ExpandedSize { get; }

    /// <summary>The node on one line in YAML's flow style, which is YAML again with the same content.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    internal abstract void WriteTo(StringBuilder text);

    private protected static long SaturatedSum(IEnumerable<long> sizes)
    {
        var sum = 1L;
        foreach (var size in sizes) sum = size > long.MaxValue - sum ? long.MaxValue : sum + size;
        return sum;
    }
}
