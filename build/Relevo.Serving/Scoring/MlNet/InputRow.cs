using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Serving.Scoring.MlNet;

/// <summary>The row that a pipeline reads from: its values change beneath the getters.</summary>
internal sealed class InputRow(DataViewSchema schema) : DataViewRow
{
    private long _position = -1;

    /// <summary>One for each column of the schema; null where its type cannot be fed.</summary>
    public InputSlot?[] Slots { get; } = [.. schema.Select(InputSlot.For)];

    public override DataViewSchema Schema { get; } = schema;

    // Never repeats: mappers keep what they computed as long as the position stays.
    public override long Position => _position;

    public override long Batch => 0;

    public void MoveTo(int row)
    {
        foreach (var slot in Slots)
            slot?.MoveTo(row);
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => Slots[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Slots[column.Index]?.Getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' of type {column.Type} cannot be read as {typeof(TValue).Name}.");
}
