using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Relevo.Core.Data;

/// <summary>TFX's feature types, as far as text files have them.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are TFX's names.")]
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
