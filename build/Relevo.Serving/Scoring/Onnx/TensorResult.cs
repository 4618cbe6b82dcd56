using Microsoft.ML.OnnxRuntime;

namespace Relevo.Serving.Scoring.Onnx;

/// <summary>Collects what a graph gives for one output, run after run.</summary>
internal abstract class TensorResult(int rowCount)
{
    protected int RowCount { get; } = rowCount;

    public abstract void Take(OrtValue tensor, int start, int count);

    public abstract ColumnValues ToValues();

    protected static int WidthOf(int length, int count) => length % count == 0
        ? length / count
        : throw new InvalidInputException($"The model gave {length} values for {count} rows.");

    /// <summary>Numbers and booleans.</summary>
    public sealed class Of<TRaw, TValue>(int rowCount, Func<TRaw, TValue> convert, Func<TValue[], int, ColumnValues> wrap) : TensorResult(rowCount)
        where TRaw : unmanaged
    {
        private TValue[] _items = [];
        private int _width;

        public override void Take(OrtValue tensor, int start, int count)
        {
            var data = tensor.GetTensorDataAsSpan<TRaw>();
            if (start == 0)
            {
                _width = WidthOf(data.Length, count);
                _items = new TValue[RowCount * _width];
            }

            if (data.Length != count * _width)
                throw new InvalidInputException($"The model gave {data.Length} values for {count} rows.");
            for (var at = 0; at < data.Length; at++)
                _items[(start * _width) + at] = convert(data[at]);
        }

        public override ColumnValues ToValues() => wrap(_items, Math.Max(_width, 1));
    }

    /// <summary>Texts.</summary>
    public sealed class Texts(int rowCount) : TensorResult(rowCount)
    {
        private readonly List<string> _items = [];

        public override void Take(OrtValue tensor, int start, int count) => _items.AddRange(tensor.GetStringTensorAsArray());

        public override ColumnValues ToValues() => new ColumnValues.Texts([.. _items], WidthOf(_items.Count, RowCount));
    }
}
