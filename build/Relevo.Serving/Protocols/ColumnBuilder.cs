using System.Globalization;
using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Collects the values of one input column from a request, row after row, and checks each against the column's type.</summary>
internal abstract class ColumnBuilder(ScoringColumn column)
{
    private int _lastRow = -1;

    public ScoringColumn Column { get; } = column;

    /// <summary>How many values a row holds; -1 until the first row tells.</summary>
    protected int Width { get; private set; } = column.IsScalar ? 1 : column.Width;

    public static ColumnBuilder For(ScoringColumn column) => column.Type switch
    {
        ColumnType.Boolean => new Of<bool>(column, false, CellValue.BooleanOf, CellValue.BooleanOf, (items, width) => new ColumnValues.Booleans(items, width)),
        ColumnType.Integer => new Of<long>(column, 0, json => CellValue.WholeOf(json) is >= int.MinValue and <= int.MaxValue and var whole ? whole : null, text => int.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : null, (items, width) => new ColumnValues.Longs(items, width)),
        ColumnType.Long => new Of<long>(column, 0, CellValue.WholeOf, text => long.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : null, (items, width) => new ColumnValues.Longs(items, width)),
        ColumnType.Float => new Of<float>(column, float.NaN, json => (float?)CellValue.NumberOf(json), text => (float?)CellValue.NumberOf(text), (items, width) => new ColumnValues.Floats(items, width)),
        ColumnType.Double => new Of<double>(column, double.NaN, CellValue.NumberOf, CellValue.NumberOf, (items, width) => new ColumnValues.Doubles(items, width)),
        ColumnType.DateTime => new Of<DateTime>(column, default, json => json.ValueKind is JsonValueKind.String ? CellValue.MomentOf(json.GetString()) : null, CellValue.MomentOf, (items, width) => new ColumnValues.Moments(items, width)),
        _ => new Texts(column),
    };

    /// <summary>Whether a row has got its value.</summary>
    public bool Has(int row) => _lastRow == row;

    public void Add(int row, JsonElement json)
    {
        _lastRow = row;
        if (json.ValueKind is JsonValueKind.Null)
        {
            AddMissing(row, isNull: true);
        }
        else if (Column.IsScalar)
        {
            Reserve(Room(row));
            if (!TrySet(row, json))
                throw Wrong(row, json);
        }
        else
        {
            AddArray(row, json);
        }
    }

    /// <summary>A cell of a CSV file; an empty one is missing.</summary>
    public void Add(int row, string text)
    {
        _lastRow = row;
        if (!Column.IsScalar)
            throw Fault(row, "expected an array, which CSV cannot hold");
        Reserve(Room(row));
        if (text.Length == 0)
            AddMissing(row, isNull: true);
        else if (!TrySet(row, text))
            throw Fault(row, $"expected {Expected}, got the text {CellValue.Short(text)}");
    }

    /// <summary>Leaves a row at its default.</summary>
    public void AddMissing(int row, bool isNull)
    {
        _lastRow = row;
        if (Column.IsRequired && !(isNull && CanBeNull))
            throw Fault(row, isNull ? $"expected {Expected}, got null" : "is missing");
        if (Width < 0)
            throw Fault(row, isNull ? "expected an array, got null" : "is missing");
        Reserve(Room(row));
    }

    public abstract ColumnValues Build(int rowCount);

    protected abstract bool CanBeNull { get; }

    /// <summary>Makes room; new places hold the value of what is missing.</summary>
    protected abstract void Reserve(int count);

    protected abstract bool TrySet(int at, JsonElement json);

    protected abstract bool TrySet(int at, string text);

    protected string Expected => Column.Type switch
    {
        ColumnType.Boolean => "true or false",
        ColumnType.Integer => "a whole number of 32 bits",
        ColumnType.Long => "a whole number",
        ColumnType.String => "a string",
        ColumnType.DateTime => "a date and time in ISO 8601",
        _ => "a number",
    };

    private int Room(int row) => (row + 1L) * Width is var count and <= CellValue.Most ? (int)count : throw CellValue.TooMany();

    private void AddArray(int row, JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Array)
            throw Fault(row, $"expected an array of {(Width < 0 ? "values" : $"{Width} values")}, got {CellValue.Describe(json)}");
        List<JsonElement> flat = [];
        CellValue.Flatten(json, flat);
        if (Width < 0)
            Width = flat.Count > 0 ? flat.Count : throw Fault(row, "the array is empty");
        if (flat.Count != Width)
            throw Fault(row, $"expected {Width} values, got {flat.Count}");
        Reserve(Room(row));
        for (var at = 0; at < flat.Count; at++)
        {
            if (flat[at].ValueKind is JsonValueKind.Null && CanBeNull)
                continue;
            if (!TrySet((row * Width) + at, flat[at]))
                throw Wrong(row, flat[at]);
        }
    }

    private InvalidInputException Wrong(int row, JsonElement json) => Fault(row, $"expected {Expected}, got {CellValue.Describe(json)}");

    private InvalidInputException Fault(int row, string problem) => new($"Row {row} (counted from 0), column '{Column.Name}': {problem}.");

    private sealed class Of<T>(
        ScoringColumn column, T missing, Func<JsonElement, T?> json, Func<string, T?> text, Func<T[], int, ColumnValues> wrap)
        : ColumnBuilder(column) where T : struct
    {
        private T[] _items = [];
        private int _count;

        protected override bool CanBeNull => typeof(T) == typeof(float) || typeof(T) == typeof(double) || !Column.IsRequired;

        public override ColumnValues Build(int rowCount) => wrap(_count == _items.Length ? _items : _items[.._count], Math.Max(Width, 1));

        protected override void Reserve(int count)
        {
            if (count > _items.Length)
            {
                var size = _items.Length;
                Array.Resize(ref _items, size == 0 ? count : Math.Max(count, size * 2));
                _items.AsSpan(size).Fill(missing);
            }

            _count = Math.Max(_count, count);
        }

        protected override bool TrySet(int at, JsonElement value) => Set(at, json(value));

        protected override bool TrySet(int at, string value) => Set(at, text(value));

        private bool Set(int at, T? value)
        {
            _items[at] = value.GetValueOrDefault(missing);
            return value.HasValue;
        }
    }

    private sealed class Texts(ScoringColumn column) : ColumnBuilder(column)
    {
        private readonly List<string?> _items = [];

        protected override bool CanBeNull => true;

        public override ColumnValues Build(int rowCount) => new ColumnValues.Texts([.. _items], Math.Max(Width, 1));

        protected override void Reserve(int count)
        {
            while (_items.Count < count)
                _items.Add(null);
        }

        protected override bool TrySet(int at, JsonElement value)
        {
            if (value.ValueKind is not JsonValueKind.String)
                return false;
            _items[at] = value.GetString();
            return true;
        }

        protected override bool TrySet(int at, string value)
        {
            _items[at] = value;
            return true;
        }
    }
}
