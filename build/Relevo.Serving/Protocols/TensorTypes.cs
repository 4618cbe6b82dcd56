using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Open Inference Protocol's names of types.</summary>
internal static class TensorTypes
{
    public static string NameOf(ColumnType type) => type switch
    {
        ColumnType.Boolean => "BOOL",
        ColumnType.Integer => "INT32",
        ColumnType.Long => "INT64",
        ColumnType.Float => "FP32",
        ColumnType.Double => "FP64",
        _ => "BYTES", // Text; a moment in ISO 8601.
    };

    public static bool IsKnown(string name) => name is "BOOL" or "UINT8" or "UINT16" or "UINT32" or "UINT64"
        or "INT8" or "INT16" or "INT32" or "INT64" or "FP16" or "FP32" or "FP64" or "BYTES";
}
