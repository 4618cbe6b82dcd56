namespace Relevo.Core.Yaml;

/// <summary>A part of a YAML document that knows where it was written: a <see cref="YamlScalar"/>, <see cref="YamlSequence"/> or <see cref="YamlMapping"/>.</summary>
public abstract class YamlNode
{
    private protected YamlNode(SourceLocation location) => Location = location;

    /// <summary>Where the node begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>What the node is, in words for people: <c>a mapping</c>, <c>a sequence</c>, <c>text</c>, <c>a number</c>, ...</summary>
    public abstract string Kind { get; }
}
