using Relevo.Core.Workspaces;
using Relevo.Local.Tracking;
using ModelVersion = Relevo.Core.Workspaces.ModelVersion;

namespace Relevo.Local.Registry;

/// <summary>Puts MLflow's model versions into the contract's terms.</summary>
internal static class ModelVersions
{
    public static ModelVersion From(Mlflow.ModelVersion version) => new()
    {
        Model = version.Name,
        Version = version.Version,
        RunId = string.IsNullOrEmpty(version.RunId) ? null : version.RunId,
        Source = version.Source ?? "",
        CreatedAt = TrackedRuns.Time(version.CreationTimestamp ?? 0),
        Tags = version.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
        Aliases = version.Aliases,
    };

    public static AliasChange From(Mlflow.Server.Store.AliasChange change) => new(change.Previous, change.Version, change.At, change.By ?? "", change.Reason ?? "");
}
