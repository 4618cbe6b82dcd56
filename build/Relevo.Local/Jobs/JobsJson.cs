using System.Text.Json.Serialization;

namespace Relevo.Local.Jobs;

/// <summary>The job runner's JSON.</summary>
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, StepOutput>))]
internal sealed partial class JobsJson : JsonSerializerContext;
