namespace Relevo.Serving.Scoring;

/// <summary>One column that a model takes or gives.</summary>
public sealed record ScoringColumn
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Whether every row must have it. An optional one that is missing is NaN, empty text, 0 or false.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>The dimensions of the value in one row; -1: any. Empty: a single value.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>Whether each row holds one value, not an array of them.</summary>
    public bool IsScalar => Shape.Count == 0;

    /// <summary>How many values a row holds; -1 where that may differ from request to request.</summary>
    public int Width => Shape.Contains(-1) ? -1 : Shape.Aggregate(1, (product, size) => product * size);
}
