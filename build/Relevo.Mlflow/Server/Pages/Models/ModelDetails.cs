using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>A registered model, or what is left of one that was deleted.</summary>
internal sealed record ModelDetails
{
    public const int PageSize = 100;

    /// <summary>The alias of the version that serves.</summary>
    public const string Champion = "champion";

    public required string Name { get; init; }

    /// <summary>The model; null where it was deleted.</summary>
    public RegisteredModel? Model { get; init; }

    public long VersionCount { get; init; }

    /// <summary>A part of the versions, newest first.</summary>
    public IReadOnlyList<ListedVersion> Versions { get; init; } = [];

    public IReadOnlyList<ModelAlias> Aliases { get; init; } = [];

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>What the aliases have pointed to, oldest first.</summary>
    public required IReadOnlyList<AliasChange> History { get; init; }
}
