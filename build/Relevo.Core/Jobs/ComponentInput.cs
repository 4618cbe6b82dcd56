using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>One declared input of a component: either a literal (<see cref="LiteralType"/>) or data (<see cref="AssetType"/>).</summary>
public sealed record ComponentInput
{
    /// <summary>Where the declaration begins.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The type as written, such as <c>number</c> or <c>uri_folder</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The literal type, or null for data.</summary>
    public LiteralType? LiteralType { get; init; }

    /// <summary>The data type, or null for a literal.</summary>
    public AssetType? AssetType { get; init; }

    /// <summary>The value of an input that is not given, as written, or null.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the input may be left out without a default.</summary>
    public bool Optional { get; init; }

    /// <summary>Least number, or null.</summary>
    public double? Min { get; init; }

    /// <summary>Greatest number, or null.</summary>
    public double? Max { get; init; }

    /// <summary>The only values allowed; empty for any.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>How data reaches the command, or null for the default.</summary>
    public AccessMode? Mode { get; init; }

    /// <summary>Free text for people.</summary>
    public string? Description { get; init; }

    /// <summary>What an input that is not given gets: a literal, or data for an input that takes data; null where there is no default.</summary>
    public JobInput? DefaultInput => Default is not { } text ? null
        : AssetType is { } type ? new JobInput.Data(type, AssetPath.Parse(text, Location.Directory), Mode) { Location = Location }
        : new JobInput.Literal(text, LiteralType ?? Jobs.LiteralType.String) { Location = Location };

    /// <summary>Whether a step has to give this input.</summary>
    public bool IsRequired => !Optional && Default is null;
}
