namespace Relevo.Mlflow;

/// <summary>A data set by name and digest.</summary>
public sealed record Dataset
{
    /// <summary>The name, at most 500 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The digest of the content, at most 36 characters.</summary>
    public string? Digest { get; init; }

    /// <summary>The kind of the source: <c>local</c>, <c>http</c>, <c>code</c> and others.</summary>
    public string? SourceType { get; init; }

    /// <summary>The source, as text or JSON.</summary>
    public string? Source { get; init; }

    /// <summary>The schema, as JSON.</summary>
    public string? Schema { get; init; }

    /// <summary>The profile, such as the number of rows, as JSON.</summary>
    public string? Profile { get; init; }
}
