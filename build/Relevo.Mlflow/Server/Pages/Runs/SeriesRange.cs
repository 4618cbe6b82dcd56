namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A metric of a run: how many points, and between what they lie.</summary>
internal sealed record SeriesRange
{
    /// <summary>The most points of a drawn curve.</summary>
    public const int Buckets = 300;

    public required long Id { get; init; }

    public required string RunId { get; init; }

    public required string Key { get; init; }

    public required long Count { get; init; }

    public required long NanCount { get; init; }

    /// <summary>The lowest value; NaN where all are.</summary>
    public required double Low { get; init; }

    /// <summary>The greatest value; NaN where all are.</summary>
    public required double High { get; init; }

    public required long FirstStep { get; init; }

    public required long LastStep { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long FirstAt { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long LastAt { get; init; }
}
