using System.Text.Json.Serialization;

namespace Relevo.Local.Store;

/// <summary>The store's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class StoreJson : JsonSerializerContext;
