#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.
#pragma warning disable CA1720 // The name is NUKE's.

using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.CI;

/// <summary>Which part of a target, split among several runs, this run does. Written <c>2/5</c>.</summary>
[TypeConverter(typeof(TypeConverter))]
public class Partition
{
    /// <summary>The whole.</summary>
    public static Partition Single { get; } = new() { Part = 1, Total = 1 };

    /// <summary>The part's number, from 1.</summary>
    public int Part { get; set; }

    /// <summary>The number of parts.</summary>
    public int Total { get; set; }

    /// <summary>Whether a part is done by this run.</summary>
    public bool IsIn(int part) => Total == 1 || part == Part;

    /// <summary>Those of the items that this run does.</summary>
    public IEnumerable<T> GetCurrent<T>(IEnumerable<T> enumerable) => enumerable.Where((_, i) => i % Total == Part - 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Part}/{Total}";

    /// <summary>Reads partitions from text.</summary>
    public class TypeConverter : System.ComponentModel.TypeConverter
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        /// <inheritdoc/>
        /// <exception cref="FormatException">The text is no partition.</exception>
        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is not string text ? base.ConvertFrom(context, culture, value)
                : text.Split('/') is [var part, var total] && int.TryParse(part, out var p) && int.TryParse(total, out var t) && p >= 1 && p <= t
                    ? new Partition { Part = p, Total = t }
                    : throw new FormatException($"'{text}' is no partition such as 2/5.");
    }
}
