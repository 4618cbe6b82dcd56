namespace Relevo.Serving.Scoring;

/// <summary>The values of one column: row after row, <see cref="Width"/> values for each.</summary>
public abstract class ColumnValues
{
    private protected ColumnValues(int width) => Width = width;

    /// <summary>How many values each row holds.</summary>
    public int Width { get; }

    /// <summary>The values without their type.</summary>
    public abstract Array Values { get; }

    /// <summary>The same values, taken as rows of another width.</summary>
    /// <param name="width">How many values each row holds.</param>
    public ColumnValues WithWidth(int width) => width == Width ? this : this switch
    {
        Floats floats => new Floats(floats.Items, width),
        Doubles doubles => new Doubles(doubles.Items, width),
        Longs longs => new Longs(longs.Items, width),
        Booleans booleans => new Booleans(booleans.Items, width),
        Texts texts => new Texts(texts.Items, width),
        Moments moments => new Moments(moments.Items, width),
        _ => throw new InvalidOperationException($"Columns of {GetType().Name} are not known."),
    };

    /// <summary>Numbers with a fraction, of single precision. Missing: NaN.</summary>
    /// <param name="items">The values.</param><param name="width">How many each row holds.</param>
    public sealed class Floats(float[] items, int width) : Of<float>(items, width);

    /// <summary>Numbers with a fraction, of double precision. Missing: NaN.</summary>
    /// <param name="items">The values.</param><param name="width">How many each row holds.</param>
    public sealed class Doubles(double[] items, int width) : Of<double>(items, width);

    /// <summary>Whole numbers, of 32 or 64 bits.</summary>
    /// <param name="items">The values.</param><param name="width">How many each row holds.</param>
    public sealed class Longs(long[] items, int width) : Of<long>(items, width);

    /// <summary>Booleans.</summary>
    /// <param name="items">The values.</param><param name="width">How many each row holds.</param>
    public sealed class Booleans(bool[] items, int width) : Of<bool>(items, width);

    /// <summary>Texts. Missing: null.</summary>
    /// <param name="items">The values.</param><param name="width">How many each row holds.</param>
    public sealed class Texts(string?[] items, int width) : Of<string?>(items, width);

    /// <summary>Moments.</summary>
    /// <param name="items">The values.</param><param name="width">How many each row holds.</param>
    public sealed class Moments(DateTime[] items, int width) : Of<DateTime>(items, width);

    /// <summary>Values of one type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public abstract class Of<T> : ColumnValues
    {
        private protected Of(T[] items, int width) : base(width) => Items = items;

        /// <summary>The values.</summary>
        public T[] Items { get; }

        /// <inheritdoc/>
        public sealed override Array Values => Items;
    }
}
