using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Serving.Scoring.MlNet;

/// <summary>Collects the values of one output column, row by row.</summary>
internal abstract class OutputCell(ScoringColumn column)
{
    public ScoringColumn Column { get; } = column;

    public abstract void Attach(DataViewRow row, DataViewSchema.Column column);

    public abstract void Begin(int rowCount);

    public abstract void Read(int row);

    public abstract ColumnValues End();

    public static bool IsSupported(DataViewSchema.Column column) => TryFor(column) is not null;

    public static OutputCell For(DataViewSchema.Column column) => TryFor(column)
        ?? throw new InvalidOperationException($"the output column '{column.Name}' is of type {column.Type}, which JSON cannot hold");

    private static OutputCell? TryFor(DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType)
            return ForKey(column);
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (item is KeyDataViewType)
            return null;
        if (item == TextDataViewType.Instance)
            return Make<ReadOnlyMemory<char>, string?>(column, ColumnType.String, text => text.ToString(), static (items, width) => new ColumnValues.Texts(items, width));
        if (item == BooleanDataViewType.Instance)
            return Make<bool, bool>(column, ColumnType.Boolean, value => value, static (items, width) => new ColumnValues.Booleans(items, width));
        if (item == DateTimeDataViewType.Instance)
            return Make<DateTime, DateTime>(column, ColumnType.DateTime, value => value, static (items, width) => new ColumnValues.Moments(items, width));
        return Type.GetTypeCode(item.RawType) switch
        {
            TypeCode.Single => Make<float, float>(column, ColumnType.Float, value => value, static (items, width) => new ColumnValues.Floats(items, width)),
            TypeCode.Double => Make<double, double>(column, ColumnType.Double, value => value, static (items, width) => new ColumnValues.Doubles(items, width)),
            TypeCode.SByte => Whole<sbyte>(column, value => value),
            TypeCode.Byte => Whole<byte>(column, value => value),
            TypeCode.Int16 => Whole<short>(column, value => value),
            TypeCode.UInt16 => Whole<ushort>(column, value => value),
            TypeCode.Int32 => Whole<int>(column, value => value),
            TypeCode.UInt32 => Whole<uint>(column, value => value),
            TypeCode.Int64 => Whole<long>(column, value => value),
            TypeCode.UInt64 => Whole<ulong>(column, value => (long)value),
            _ => null,
        };
    }

    /// <summary>A class: by its name where the model knows it, else its number, counted from 1; 0 is none.</summary>
    private static OutputCell? ForKey(DataViewSchema.Column column)
    {
        var names = KeyNames(column);
        return Type.GetTypeCode(column.Type.RawType) switch
        {
            TypeCode.Byte => Key<byte>(value => value),
            TypeCode.UInt16 => Key<ushort>(value => value),
            TypeCode.UInt32 => Key<uint>(value => value),
            TypeCode.UInt64 => Key<ulong>(value => (long)value),
            _ => null,
        };

        OutputCell Key<T>(Func<T, long> number) => names is null
            ? Whole(column, number)
            : Make<T, string?>(
                column, ColumnType.String, key => number(key) is > 0 and var known && known <= names.Length ? names[known - 1] : null,
                static (items, width) => new ColumnValues.Texts(items, width));
    }

    private static string[]? KeyNames(DataViewSchema.Column column)
    {
        if (!column.HasKeyValues() || column.Annotations.Schema["KeyValues"].Type is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static OutputCell Whole<T>(DataViewSchema.Column column, Func<T, long> number) =>
        Make(column, ColumnType.Long, number, static (items, width) => new ColumnValues.Longs(items, width));

    private static OutputCell Make<TRaw, TValue>(
        DataViewSchema.Column column, ColumnType type, Func<TRaw, TValue> convert, Func<TValue[], int, ColumnValues> wrap)
    {
        var described = new ScoringColumn { Name = column.Name, Type = type, Shape = column.Type is VectorDataViewType vector ? [vector.Size == 0 ? -1 : vector.Size] : [] };
        return column.Type is VectorDataViewType
            ? new Vector<TRaw, TValue>(described, convert, wrap)
            : new Scalar<TRaw, TValue>(described, convert, wrap);
    }

    private sealed class Scalar<TRaw, TValue>(ScoringColumn described, Func<TRaw, TValue> convert, Func<TValue[], int, ColumnValues> wrap)
        : OutputCell(described)
    {
        private ValueGetter<TRaw> _getter = null!; // Attached before the first row.
        private TRaw _value = default!; // The getter sets it.
        private TValue[] _items = [];

        public override void Attach(DataViewRow row, DataViewSchema.Column column) => _getter = row.GetGetter<TRaw>(column);

        public override void Begin(int rowCount) => _items = new TValue[rowCount];

        public override void Read(int row)
        {
            _getter(ref _value);
            _items[row] = convert(_value);
        }

        public override ColumnValues End() => wrap(_items, 1);
    }

    private sealed class Vector<TRaw, TValue>(ScoringColumn described, Func<TRaw, TValue> convert, Func<TValue[], int, ColumnValues> wrap)
        : OutputCell(described)
    {
        private ValueGetter<VBuffer<TRaw>> _getter = null!; // Attached before the first row.
        private VBuffer<TRaw> _value;
        private TValue[] _items = [];
        private int _rowCount;
        private int _width;

        public override void Attach(DataViewRow row, DataViewSchema.Column column) => _getter = row.GetGetter<VBuffer<TRaw>>(column);

        public override void Begin(int rowCount)
        {
            _rowCount = rowCount;
            _width = 0;
            _items = [];
        }

        public override void Read(int row)
        {
            _getter(ref _value);
            if (row == 0)
            {
                _width = _value.Length;
                _items = new TValue[_rowCount * _width];
            }

            if (_value.Length != _width)
                throw new InvalidInputException($"Column '{Column.Name}' of the answer has {_width} values in row 0 and {_value.Length} in row {row}: score such rows one by one.");
            var at = row * _width;
            foreach (var item in _value.DenseValues())
                _items[at++] = convert(item);
        }

        public override ColumnValues End() => wrap(_items, _width);
    }
}
