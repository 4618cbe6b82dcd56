#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.ComponentModel;
using System.Globalization;
using Relevo.Engine.Execution;

namespace Nuke.Common.IO;

/// <summary>A rooted path of a file or a directory, normalised. Converts to and from text; <c>path / "name"</c> goes down.</summary>
[TypeConverter(typeof(TypeConverter))]
public class AbsolutePath : IFormattable
{
    private static readonly StringComparison Comparison
        = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string path;

    private AbsolutePath(string path) => this.path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>The last part of the path.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>The last part of the path, up to its last dot.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(path);

    /// <summary>The last part of the path, from its last dot.</summary>
    public string Extension => Path.GetExtension(path);

    /// <summary>The directory above, or null at the root of the file system.</summary>
    public AbsolutePath Parent => Path.GetDirectoryName(path) is { } parent ? new AbsolutePath(parent) : null;

    /// <summary>The path that a text states.</summary>
    public static AbsolutePath Create(string path) => path;

    /// <summary>The path that a text states; null stays null.</summary>
    /// <exception cref="ArgumentException">It is not rooted.</exception>
    public static implicit operator AbsolutePath(string path)
    {
        if (path is null)
            return null;
        return Path.IsPathRooted(path) ? new AbsolutePath(path) : throw new ArgumentException($"Path '{path}' must be rooted.", nameof(path));
    }

    /// <summary>The path as a text; null stays null.</summary>
    public static implicit operator string(AbsolutePath path) => path?.path;

    /// <summary>A path below.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string right) => new(Path.Combine(left.path, right ?? ""));

    /// <summary>The path above: <c>path / ..</c>.</summary>
    public static AbsolutePath operator /(AbsolutePath left, Range range)
        => range.Equals(Range.All) ? left.Parent : throw new ArgumentException("Only '..' can follow a path.", nameof(range));

    /// <summary>A path whose text goes on with another.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string right) => new(left.path + right);

    /// <summary>Whether two paths are the same.</summary>
    public static bool operator ==(AbsolutePath a, AbsolutePath b) => Equals(a, b);

    /// <summary>Whether two paths differ.</summary>
    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !Equals(a, b);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is AbsolutePath other && path.Equals(other.path, Comparison);

    /// <inheritdoc/>
    public override int GetHashCode() => path.GetHashCode(Comparison);

    /// <inheritdoc/>
    public override string ToString() => path;

    /// <summary>The path as a text: <c>d</c> in double, <c>s</c> in single quotes, <c>dn</c> and <c>sn</c> where it has blanks, <c>nq</c> without.</summary>
    public string ToString(string format) => format switch
    {
        null or "nq" => path,
        "d" => $"\"{path}\"",
        "dn" => path.Contains(' ') ? $"\"{path}\"" : path,
        "s" => $"'{path}'",
        "sn" => path.Contains(' ') ? $"'{path}'" : path,
        _ => throw new FormatException($"Format '{format}' is none of d, dn, s, sn, nq."),
    };

    string IFormattable.ToString(string format, IFormatProvider formatProvider) => ToString(format);

    /// <summary>Reads paths from text; a relative one starts from the working directory.</summary>
    public class TypeConverter : System.ComponentModel.TypeConverter
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType)
            => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        /// <inheritdoc/>
        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
            => value is string text
                ? Create(Path.GetFullPath(text, Session.Current.Invocation.WorkingDirectory))
                : base.ConvertFrom(context, culture, value);
    }
}
