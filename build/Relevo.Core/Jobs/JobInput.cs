using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>What a job or step gets under a name: a literal, data, or a binding to something else.</summary>
public abstract record JobInput
{
    private JobInput()
    {
    }

    /// <summary>Where the input is stated.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>A literal.</summary>
    /// <param name="Text">The value exactly as it was written: <c>0.10</c> stays <c>0.10</c>.</param>
    /// <param name="Type">The declared type, else the type that the text has in YAML.</param>
    public sealed record Literal(string Text, LiteralType Type) : JobInput;

    /// <summary>Files or a folder.</summary>
    /// <param name="Type">What the data is made of.</param>
    /// <param name="Path">Where it lies.</param>
    /// <param name="Mode">How it reaches the command, or null for the default (<see cref="AccessMode.ReadOnlyMount"/>).</param>
    public sealed record Data(AssetType Type, AssetPath Path, AccessMode? Mode) : JobInput;

    /// <summary>A <c>${{parent.*}}</c> binding, or a text that holds one.</summary>
    /// <param name="Text">The template as it was written, such as <c>${{parent.inputs.raw}}</c>.</param>
    /// <param name="Type">The data type stated beside the binding, or null.</param>
    /// <param name="Mode">The mode stated beside the binding, or null.</param>
    public sealed record Binding(string Text, AssetType? Type, AccessMode? Mode) : JobInput;

    /// <summary>A declared input without a value: the command line is to give it (<c>--set inputs.x=...</c>).</summary>
    /// <param name="LiteralType">The literal type, or null for data.</param>
    /// <param name="AssetType">The data type, or null for a literal.</param>
    /// <param name="Mode">How data reaches the command, or null for the default.</param>
    public sealed record Unset(LiteralType? LiteralType, AssetType? AssetType, AccessMode? Mode) : JobInput;
}
