#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Tooling;

/// <summary>A closed set of named values that are texts as well. A parameter of such a type takes the name of one of its static fields.</summary>
[Serializable]
public abstract class Enumeration
{
    /// <summary>The text.</summary>
    protected string Value { get; set; }

    /// <summary>The value as a text; null stays null.</summary>
    public static implicit operator string(Enumeration value) => value?.Value;

    /// <summary>Whether two values are the same.</summary>
    public static bool operator ==(Enumeration a, Enumeration b) => Equals(a, b);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(Enumeration a, Enumeration b) => !Equals(a, b);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is Enumeration other && other.GetType() == GetType() && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Finds a value of <typeparamref name="T"/> by the name of its field.</summary>
    public class TypeConverter<T> : TypeConverter
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        /// <inheritdoc/>
        /// <exception cref="ArgumentException">There is no such field.</exception>
        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is string name
                ? Array.Find(typeof(T).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic), x => x.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                      ?.GetValue(null) ?? throw new ArgumentException($"'{name}' is no {typeof(T).Name}.", nameof(value))
                : base.ConvertFrom(context, culture, value);
    }
}
