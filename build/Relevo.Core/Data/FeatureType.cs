using System.Text.Json.Serialization;

namespace Relevo.Core.Data;

/// <summary>TFX's feature types, as far as text files have them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FeatureType>))]
public enum FeatureType
{
    /// <summary>Every value is a whole number.</summary>
    Int,

    /// <summary>Every value is a number.</summary>
    Float,

    /// <summary>Anything else.</summary>
    String,
}
