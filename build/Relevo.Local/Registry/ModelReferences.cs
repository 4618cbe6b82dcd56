using Relevo.Core.Assets;
using Relevo.Core.Workspaces;

namespace Relevo.Local.Registry;

/// <summary>Finds the model version that a reference of a job or deployment names.</summary>
internal static class ModelReferences
{
    /// <summary>A version by number, the newest for <c>latest</c> or no label, else the one that the alias points at; null where there is none.</summary>
    public static async Task<ModelVersion?> FindAsync(this IModelRegistry models, AssetReference reference, CancellationToken cancellationToken) => reference switch
    {
        { Registry: not null } => null,
        { Version: { } version } => await models.FindAsync(reference.Name, version, cancellationToken),
        { Label: null or "latest" } => await models.ListAsync(reference.Name, cancellationToken) is [var newest, ..] ? newest : null,
        { Label: { } alias } => await models.FindByAliasAsync(reference.Name, alias, cancellationToken),
    };
}
