using Relevo.Core.Assets;

namespace Relevo.Core.Workspaces;

/// <summary>Versioned data assets, identified by their content.</summary>
public interface IDataAssets
{
    /// <summary>Finds the version that a reference names: a version, a label such as <c>latest</c>, or the newest where neither is given.</summary>
    /// <returns>Null where the asset or the version is not registered.</returns>
    Task<DataVersion?> FindAsync(AssetReference reference, CancellationToken cancellationToken);

    /// <summary>Lists the newest version of every asset.</summary>
    Task<IReadOnlyList<DataVersion>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Tells what <see cref="RegisterAsync"/> would do. Reads only.</summary>
    /// <returns>The version that is there with the same content, or null with the version that would be made.</returns>
    Task<DataPlan> PlanAsync(DataAsset asset, CancellationToken cancellationToken);

    /// <summary>
    /// Registers a data asset. The same content under the same name gives the version that is there; other content gives the next one.
    /// The last event is <see cref="RegisterDataEvent.Registered"/>.
    /// </summary>
    IAsyncEnumerable<RegisterDataEvent> RegisterAsync(DataAsset asset, CancellationToken cancellationToken);

    /// <summary>Makes the content of a version readable on this machine.</summary>
    /// <returns>The full path of the file (<c>uri_file</c>) or folder. Its content must not be changed.</returns>
    Task<string> DownloadAsync(DataVersion version, CancellationToken cancellationToken);
}
