namespace Relevo.Core.Workspaces;

/// <summary>
/// What the stages need of a machine learning workspace, whichever cloud or folder it lives in. Every member that writes is
/// safe to call again: it compares what is with what is asked and changes the difference only.
/// </summary>
/// <remarks>
/// Faults that a person can mend come as <see cref="Errors.RelevoException"/> with <see cref="Errors.ExitCode.Workspace"/>;
/// expected absence is null. Opening a workspace is cheap and touches nothing.
/// </remarks>
public interface IWorkspace : IAsyncDisposable
{
    /// <summary>The kind as <c>relevo.yml</c> names it, such as <c>local</c> or <c>azureml</c>.</summary>
    string Kind { get; }

    /// <summary>Where the workspace is, for people: a folder, or a resource id with a link to its portal page.</summary>
    string Location { get; }

    /// <summary>
    /// Keeps other builds from changing the workspace until the value is disposed, or the process ends in any way.
    /// </summary>
    /// <param name="purpose">What for, as another build is told, such as the target's name.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Errors.RelevoException">Another build holds it; names that build and since when.</exception>
    Task<IAsyncDisposable> LockAsync(string purpose, CancellationToken cancellationToken);

    /// <summary>Creates and removes what the workspace consists of.</summary>
    IProvisioning Provisioning { get; }

    /// <summary>Versioned data assets.</summary>
    IDataAssets Data { get; }

    /// <summary>Runs command and pipeline jobs.</summary>
    IJobs Jobs { get; }

    /// <summary>Runs, with their params and metrics, as MLflow knows them.</summary>
    ITracking Tracking { get; }

    /// <summary>Registered models, their versions and aliases.</summary>
    IModelRegistry Models { get; }

    /// <summary>Online endpoints and their deployments.</summary>
    IOnlineEndpoints Endpoints { get; }
}
