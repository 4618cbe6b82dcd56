using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Serving.Scoring.MlNet;

/// <summary>Holds the value of one input column for the current row and turns request values into the model's type.</summary>
internal abstract class InputSlot
{
    /// <summary>A <see cref="ValueGetter{TValue}"/> of the column's type.</summary>
    public abstract Delegate Getter { get; }

    /// <summary>Takes the values of the rows to come; null: none, every row gets the default.</summary>
    public abstract void Bind(ColumnValues? values);

    public abstract void MoveTo(int row);

    /// <summary>What to send for a column of the model's schema; null where no request can hold it.</summary>
    public static ScoringColumn? Describe(DataViewSchema.Column column)
    {
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (TypeOf(item) is not { } type || For(column) is null)
            return null;
        return new ScoringColumn
        {
            Name = column.Name,
            Type = type,
            Shape = column.Type is VectorDataViewType shaped ? [shaped.Size == 0 ? -1 : shaped.Size] : [],
        };
    }

    public static InputSlot? For(DataViewSchema.Column column)
    {
        var isVector = column.Type is VectorDataViewType;
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        var size = column.Type is VectorDataViewType sized ? sized.Size : 0;
        InputSlot Make<T>(Func<ColumnValues, int, T> read, T missing) => isVector ? new Vector<T>(read, missing, size) : new Scalar<T>(read, missing);
        InputSlot Whole<T>() where T : struct, INumber<T> => Make((values, at) => T.CreateChecked(LongAt(values, at)), T.Zero);
        if (item == TextDataViewType.Instance)
            return Make(TextAt, ReadOnlyMemory<char>.Empty);
        if (item == BooleanDataViewType.Instance)
            return Make((values, at) => NumberAt(values, at) is not (0 or double.NaN), false);
        if (item == DateTimeDataViewType.Instance)
            return Make((values, at) => values is ColumnValues.Moments moments ? moments.Items[at] : default, default(DateTime));
        return Type.GetTypeCode(item.RawType) switch
        {
            TypeCode.Single => Make((values, at) => values is ColumnValues.Floats floats ? floats.Items[at] : (float)NumberAt(values, at), float.NaN),
            TypeCode.Double => Make(NumberAt, double.NaN),
            TypeCode.SByte => Whole<sbyte>(),
            TypeCode.Byte => Whole<byte>(),
            TypeCode.Int16 => Whole<short>(),
            TypeCode.UInt16 => Whole<ushort>(),
            TypeCode.Int32 => Whole<int>(),
            TypeCode.UInt32 => Whole<uint>(),
            TypeCode.Int64 => Whole<long>(),
            TypeCode.UInt64 => Whole<ulong>(),
            _ => null,
        };
    }

    private static ColumnType? TypeOf(DataViewType item) =>
        item == TextDataViewType.Instance ? ColumnType.String
        : item == BooleanDataViewType.Instance ? ColumnType.Boolean
        : item == DateTimeDataViewType.Instance ? ColumnType.DateTime
        : Type.GetTypeCode(item.RawType) switch
        {
            TypeCode.Single => ColumnType.Float,
            TypeCode.Double => ColumnType.Double,
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 => ColumnType.Integer,
            TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => ColumnType.Long,
            _ => null,
        };

    private static double NumberAt(ColumnValues values, int at) => values switch
    {
        ColumnValues.Doubles doubles => doubles.Items[at],
        ColumnValues.Floats floats => floats.Items[at],
        ColumnValues.Longs longs => longs.Items[at],
        ColumnValues.Booleans booleans => booleans.Items[at] ? 1 : 0,
        ColumnValues.Texts { Items: var texts } => double.TryParse(texts[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        _ => double.NaN,
    };

    private static long LongAt(ColumnValues values, int at) => values switch
    {
        ColumnValues.Longs longs => longs.Items[at],
        _ => NumberAt(values, at) is var number && double.IsNaN(number) ? 0 : checked((long)number),
    };

    private static ReadOnlyMemory<char> TextAt(ColumnValues values, int at) => values switch
    {
        ColumnValues.Texts texts => texts.Items[at].AsMemory(),
        ColumnValues.Longs longs => longs.Items[at].ToString(CultureInfo.InvariantCulture).AsMemory(),
        ColumnValues.Booleans booleans => (booleans.Items[at] ? "true" : "false").AsMemory(),
        _ when NumberAt(values, at) is var number => double.IsNaN(number) ? default : number.ToString("R", CultureInfo.InvariantCulture).AsMemory(),
        _ => default,
    };

    private sealed class Scalar<T>(Func<ColumnValues, int, T> read, T missing) : InputSlot
    {
        private ColumnValues? _values;
        private T _current = default!; // Set for each row before it is read.
        private ValueGetter<T>? _getter;

        public override Delegate Getter => _getter ??= (ref T value) => value = _current;

        public override void Bind(ColumnValues? values) => _values = values;

        public override void MoveTo(int row) => _current = _values is null ? missing : read(_values, row);
    }

    private sealed class Vector<T>(Func<ColumnValues, int, T> read, T missing, int size) : InputSlot
    {
        private ColumnValues? _values;
        private int _row;
        private ValueGetter<VBuffer<T>>? _getter;

        public override Delegate Getter => _getter ??= Get;

        public override void Bind(ColumnValues? values) => _values = values;

        public override void MoveTo(int row) => _row = row;

        private void Get(ref VBuffer<T> value)
        {
            var width = _values?.Width ?? size;
            var editor = VBufferEditor.Create(ref value, width);
            for (var at = 0; at < width; at++)
                editor.Values[at] = _values is null ? missing : read(_values, (_row * width) + at);
            value = editor.Commit();
        }
    }
}
