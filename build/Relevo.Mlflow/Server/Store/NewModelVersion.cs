namespace Relevo.Mlflow.Server.Store;

/// <summary>What a new version of a model is made of.</summary>
public sealed record NewModelVersion
{
    /// <summary>The registered model.</summary>
    public required string? Name { get; init; }

    /// <summary>Where the files are: <c>runs:/id/path</c>, <c>mlflow-artifacts:/path</c>, <c>models:/name/3</c> or another URI.</summary>
    public required string? Source { get; init; }

    /// <summary>The run that made it, where known.</summary>
    public string? RunId { get; init; }

    /// <summary>A link to the run where that lives on another server.</summary>
    public string? RunLink { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Who makes it.</summary>
    public string? UserId { get; init; }

    /// <summary>The logged model, where known.</summary>
    public string? ModelId { get; init; }

    /// <summary>Tags to begin with.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Whether the registered model is made where absent.</summary>
    public bool MakesModel { get; init; }
}
