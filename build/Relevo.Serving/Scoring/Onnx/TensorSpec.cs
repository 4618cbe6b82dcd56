using System.Globalization;
using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Relevo.Serving.Scoring.Onnx;

/// <summary>One tensor that a graph takes or gives; its first dimension counts the rows.</summary>
internal sealed record TensorSpec(string Name, TensorElementType Element, IReadOnlyList<int> Shape)
{
    /// <summary>The rows it has to have; 0: any.</summary>
    public int BatchSize { get; private init; }

    public static TensorSpec From(string name, NodeMetadata metadata, ModelFolder folder)
    {
        if (!metadata.IsTensor)
            throw OnnxModel.Unusable(folder, $"'{name}' is a {metadata.OnnxValueType}, not a tensor", "export it with plain tensors (for scikit-learn: zipmap=False), or name other outputs in the signature.");
        if (TypeOf(metadata.ElementDataType) is null)
            throw OnnxModel.Unusable(folder, $"'{name}' holds {metadata.ElementDataType} values", "export it with numbers of 32 or 64 bits, booleans or strings.");
        var dimensions = metadata.Dimensions;
        return new TensorSpec(name, metadata.ElementDataType, [.. dimensions.Skip(1)])
        {
            BatchSize = dimensions is [> 0 and var size, ..] ? size : 0,
        };
    }

    /// <summary>One value in a row (<c>[n]</c> or <c>[n,1]</c>) makes a plain column.</summary>
    public ScoringColumn ToColumn(IReadOnlyList<ScoringColumn> promised) => new()
    {
        Name = Name,
        Type = TypeOf(Element)!.Value, // Checked when made.
        Shape = Shape is [] or [1] ? [] : Shape,
        IsRequired = promised.FirstOrDefault(column => column.Name == Name)?.IsRequired ?? true,
    };

    public TensorResult CreateResult(int rowCount) => Element switch
    {
        TensorElementType.Float => new TensorResult.Of<float, float>(rowCount, value => value, (items, width) => new ColumnValues.Floats(items, width)),
        TensorElementType.Double => new TensorResult.Of<double, double>(rowCount, value => value, (items, width) => new ColumnValues.Doubles(items, width)),
        TensorElementType.Bool => new TensorResult.Of<bool, bool>(rowCount, value => value, (items, width) => new ColumnValues.Booleans(items, width)),
        TensorElementType.String => new TensorResult.Texts(rowCount),
        TensorElementType.Int64 => Whole<long>(rowCount),
        TensorElementType.Int32 => Whole<int>(rowCount),
        TensorElementType.Int16 => Whole<short>(rowCount),
        TensorElementType.Int8 => Whole<sbyte>(rowCount),
        TensorElementType.UInt8 => Whole<byte>(rowCount),
        TensorElementType.UInt16 => Whole<ushort>(rowCount),
        TensorElementType.UInt32 => Whole<uint>(rowCount),
        _ => Whole<ulong>(rowCount),
    };

    public OrtValue ToTensor(ColumnValues values, int start, int count)
    {
        long[] dimensions = [count, .. Dimensions(values.Width)];
        return Create(values.Width * count, dimensions, at => (values, (start * values.Width) + at));
    }

    public OrtValue ToMatrix(ColumnBatch rows, int start, int count)
    {
        var width = rows.Columns.Count;
        return Create(width * count, [count, width], at => (rows.Columns[at % width], start + (at / width)));
    }

    /// <summary>The dimensions of a row; the one that is open takes what the others leave.</summary>
    private IEnumerable<long> Dimensions(int width)
    {
        var known = Shape.Where(size => size > 0).Aggregate(1, (product, size) => product * size);
        return Shape.Select(size => size < 0 ? width / known : (long)size);
    }

    private OrtValue Create(int length, long[] dimensions, Func<int, (ColumnValues Values, int At)> source)
    {
        return Element switch
        {
            TensorElementType.Float => Fill(at => (float)Number(source(at))),
            TensorElementType.Double => Fill(at => Number(source(at))),
            TensorElementType.Bool => Fill(at => Number(source(at)) is not (0 or double.NaN)),
            TensorElementType.String => Strings(),
            TensorElementType.Int64 => FillWhole<long>(),
            TensorElementType.Int32 => FillWhole<int>(),
            TensorElementType.Int16 => FillWhole<short>(),
            TensorElementType.Int8 => FillWhole<sbyte>(),
            TensorElementType.UInt8 => FillWhole<byte>(),
            TensorElementType.UInt16 => FillWhole<ushort>(),
            TensorElementType.UInt32 => FillWhole<uint>(),
            _ => FillWhole<ulong>(),
        };

        OrtValue Fill<T>(Func<int, T> value) where T : unmanaged
        {
            var items = new T[length];
            for (var at = 0; at < length; at++)
                items[at] = value(at);
            return OrtValue.CreateTensorValueFromMemory(items, dimensions);
        }

        OrtValue FillWhole<T>() where T : unmanaged, INumber<T> => Fill(at =>
        {
            var value = Whole(source(at));
            try
            {
                return T.CreateChecked(value);
            }
            catch (OverflowException fault)
            {
                throw new InvalidInputException($"Column '{Name}': {value} is out of the range of {Element}.", fault);
            }
        });

        OrtValue Strings()
        {
            var tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, dimensions);
            for (var at = 0; at < length; at++)
                tensor.StringTensorSetElementAt(Text(source(at)), at);
            return tensor;
        }
    }

    private static double Number((ColumnValues Values, int At) cell) => cell.Values switch
    {
        ColumnValues.Doubles doubles => doubles.Items[cell.At],
        ColumnValues.Floats floats => floats.Items[cell.At],
        ColumnValues.Longs longs => longs.Items[cell.At],
        ColumnValues.Booleans booleans => booleans.Items[cell.At] ? 1 : 0,
        _ => double.NaN,
    };

    private static long Whole((ColumnValues Values, int At) cell) =>
        cell.Values is ColumnValues.Longs longs ? longs.Items[cell.At] : Number(cell) is var number && double.IsNaN(number) ? 0 : (long)number;

    private static string Text((ColumnValues Values, int At) cell) => cell.Values switch
    {
        ColumnValues.Texts texts => texts.Items[cell.At] ?? "",
        ColumnValues.Longs longs => longs.Items[cell.At].ToString(CultureInfo.InvariantCulture),
        _ => Number(cell).ToString("R", CultureInfo.InvariantCulture),
    };

    private static TensorResult.Of<T, long> Whole<T>(int rowCount) where T : unmanaged, INumber<T> =>
        new(rowCount, long.CreateTruncating, (items, width) => new ColumnValues.Longs(items, width));

    private static ColumnType? TypeOf(TensorElementType element) => element switch
    {
        TensorElementType.Float => ColumnType.Float,
        TensorElementType.Double => ColumnType.Double,
        TensorElementType.Bool => ColumnType.Boolean,
        TensorElementType.String => ColumnType.String,
        TensorElementType.Int8 or TensorElementType.UInt8 or TensorElementType.Int16 or TensorElementType.UInt16 or TensorElementType.Int32 => ColumnType.Integer,
        TensorElementType.UInt32 or TensorElementType.Int64 or TensorElementType.UInt64 => ColumnType.Long,
        _ => null,
    };
}
