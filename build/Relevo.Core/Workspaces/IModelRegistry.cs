namespace Relevo.Core.Workspaces;

/// <summary>Registered models, their immutable versions and the aliases that point at them.</summary>
public interface IModelRegistry
{
    /// <summary>Finds a version by number; null where there is none.</summary>
    Task<ModelVersion?> FindAsync(string model, string version, CancellationToken cancellationToken);

    /// <summary>Finds the version that an alias points at; null where the alias is not set.</summary>
    Task<ModelVersion?> FindByAliasAsync(string model, string alias, CancellationToken cancellationToken);

    /// <summary>Finds the versions that any of these runs registered, newest first.</summary>
    Task<IReadOnlyList<ModelVersion>> FindByRunsAsync(string model, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>All versions of a model, newest first; empty where the model is unknown.</summary>
    Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken);

    /// <summary>Registers an output of a job as the next version. The same run and the same content give the version that is there.</summary>
    Task<ModelVersion> RegisterAsync(ModelRegistration registration, CancellationToken cancellationToken);

    /// <summary>Sets tags of a version; an existing tag gets the new value.</summary>
    Task SetTagsAsync(string model, string version, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>
    /// Moves an alias by compare-and-swap and appends the move to the alias' history.
    /// </summary>
    /// <returns>False, with nothing changed, where the alias does not point at what the move expects.</returns>
    Task<bool> TryMoveAliasAsync(AliasMove move, CancellationToken cancellationToken);

    /// <summary>Every move of an alias, oldest first.</summary>
    Task<IReadOnlyList<AliasChange>> AliasHistoryAsync(string model, string alias, CancellationToken cancellationToken);

    /// <summary>Makes the files of a version readable on this machine.</summary>
    /// <returns>The full path of the model's folder. Its content must not be changed.</returns>
    Task<string> DownloadAsync(ModelVersion version, CancellationToken cancellationToken);
}
