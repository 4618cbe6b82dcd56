using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Relevo.Mlflow.Protocol;

/// <summary>
/// MLflow's JSON: snake case names, absent rather than null or empty, numbers also read from strings (proto-JSON writes int64 so),
/// NaN and infinities as strings.
/// </summary>
public static class MlflowJson
{
    /// <summary>The options, made once. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>The contract of one wire type.</summary>
    /// <typeparam name="T">A type of the protocol.</typeparam>
    /// <returns>The contract, for the serializer's overloads that need no reflection.</returns>
    /// <exception cref="NotSupportedException">The type is not part of the protocol.</exception>
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(MlflowJsonContext.Default.Options)
        {
            // Answers are JSON, never a part of a page; escaping every letter beyond ASCII would make a batch up to six times as long.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = MlflowJsonContext.Default.WithAddedModifier(LeaveOutEmptyLists),
        };
        options.MakeReadOnly();
        return options;
    }

    // proto-JSON leaves an empty repeated field out: the real server answers an empty search with {}.
    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
                property.ShouldSerialize = static (_, value) => value is ICollection { Count: > 0 };
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(CreateExperiment))]
[JsonSerializable(typeof(CreateExperimentResponse))]
[JsonSerializable(typeof(ExperimentResponse))]
[JsonSerializable(typeof(SearchExperiments))]
[JsonSerializable(typeof(SearchExperimentsResponse))]
[JsonSerializable(typeof(ExperimentRef))]
[JsonSerializable(typeof(UpdateExperiment))]
[JsonSerializable(typeof(SetExperimentTag))]
[JsonSerializable(typeof(DeleteExperimentTag))]
[JsonSerializable(typeof(CreateRun))]
[JsonSerializable(typeof(RunResponse))]
[JsonSerializable(typeof(UpdateRun))]
[JsonSerializable(typeof(UpdateRunResponse))]
[JsonSerializable(typeof(RunRef))]
[JsonSerializable(typeof(LogMetric))]
[JsonSerializable(typeof(LogParam))]
[JsonSerializable(typeof(SetTag))]
[JsonSerializable(typeof(DeleteTag))]
[JsonSerializable(typeof(LogBatch))]
[JsonSerializable(typeof(LogInputs))]
[JsonSerializable(typeof(SearchRuns))]
[JsonSerializable(typeof(SearchRunsResponse))]
[JsonSerializable(typeof(MetricHistoryResponse))]
[JsonSerializable(typeof(ListArtifactsResponse))]
[JsonSerializable(typeof(CreateRegisteredModel))]
[JsonSerializable(typeof(RegisteredModelResponse))]
[JsonSerializable(typeof(RenameRegisteredModel))]
[JsonSerializable(typeof(UpdateRegisteredModel))]
[JsonSerializable(typeof(RegisteredModelRef))]
[JsonSerializable(typeof(SearchRegisteredModelsResponse))]
[JsonSerializable(typeof(GetLatestVersions))]
[JsonSerializable(typeof(ModelVersionsResponse))]
[JsonSerializable(typeof(CreateModelVersion))]
[JsonSerializable(typeof(ModelVersionResponse))]
[JsonSerializable(typeof(UpdateModelVersion))]
[JsonSerializable(typeof(TransitionStage))]
[JsonSerializable(typeof(ModelVersionRef))]
[JsonSerializable(typeof(DownloadUriResponse))]
[JsonSerializable(typeof(SetRegisteredModelTag))]
[JsonSerializable(typeof(DeleteRegisteredModelTag))]
[JsonSerializable(typeof(SetModelVersionTag))]
[JsonSerializable(typeof(DeleteModelVersionTag))]
[JsonSerializable(typeof(SetAlias))]
[JsonSerializable(typeof(DeleteAlias))]
[JsonSerializable(typeof(CreateLoggedModel))]
[JsonSerializable(typeof(LoggedModelResponse))]
[JsonSerializable(typeof(FinalizeLoggedModel))]
[JsonSerializable(typeof(SetLoggedModelTags))]
[JsonSerializable(typeof(LogLoggedModelParams))]
[JsonSerializable(typeof(SearchLoggedModels))]
[JsonSerializable(typeof(SearchLoggedModelsResponse))]
[JsonSerializable(typeof(LogModel))]
[JsonSerializable(typeof(LogOutputs))]
[JsonSerializable(typeof(SearchDatasets))]
[JsonSerializable(typeof(SearchDatasetsResponse))]
[JsonSerializable(typeof(MetricsResponse))]
[JsonSerializable(typeof(CreateMultipartUpload))]
[JsonSerializable(typeof(CreateMultipartUploadResponse))]
[JsonSerializable(typeof(EndMultipartUpload))]
internal sealed partial class MlflowJsonContext : JsonSerializerContext;
