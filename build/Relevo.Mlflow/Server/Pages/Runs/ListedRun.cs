using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A row of the run table.</summary>
/// <param name="Info">Identity and state.</param>
/// <param name="Values">The shown metrics as numbers, params and tags as texts.</param>
/// <param name="Versions">The model versions made of it.</param>
internal sealed record ListedRun(RunInfo Info, IReadOnlyDictionary<Field, object> Values, IReadOnlyList<ModelVersionName> Versions);
