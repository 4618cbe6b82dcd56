using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Serving.Scoring.MlNet;

/// <summary>Which columns an ML.NET model takes and gives: what its signature says, else what its pipeline needs and makes.</summary>
internal static class ModelColumns
{
    /// <summary>
    /// The signature's columns. Without: the label that a classifier predicts, the score of a regressor or ranker, else all that the
    /// pipeline adds and that JSON can hold.
    /// </summary>
    public static IReadOnlyList<DataViewSchema.Column> Outputs(ModelFolder folder, IRowToRowMapper mapper)
    {
        var schema = mapper.OutputSchema;
        if (folder.Signature is { Outputs: { Count: > 0 } promised })
            return [.. promised.Select(column => schema.GetColumnOrNull(column.Name) ?? throw MlNetModel.Unusable(
                folder, $"its signature promises the column '{column.Name}', which it does not make", $"{NearestName.Suggest(column.Name, schema.Select(made => made.Name))}"))];
        foreach (var name in (ReadOnlySpan<string>)["PredictedLabel", "Score"])
        {
            if (schema.GetColumnOrNull(name) is { } column && OutputCell.IsSupported(column))
                return [column];
        }

        List<DataViewSchema.Column> added = [.. schema.Where(column =>
            !column.IsHidden && mapper.InputSchema.GetColumnOrNull(column.Name) is null && OutputCell.IsSupported(column))];
        return added.Count > 0 ? added : throw MlNetModel.Unusable(
            folder, "it makes neither 'PredictedLabel' nor 'Score' nor any other column", "end the pipeline with a trainer.");
    }

    /// <summary>The signature's columns, whether or not the pipeline looks at them. Without: the columns that the outputs depend on.</summary>
    public static IReadOnlyList<ScoringColumn> Inputs(ModelFolder folder, IRowToRowMapper mapper, IReadOnlyList<DataViewSchema.Column> outputs)
    {
        if (folder.Signature is { Inputs: { Count: > 0 } promised })
            return [.. promised.Select(column => mapper.InputSchema.GetColumnOrNull(column.Name) is { } known ? Fit(column, known) : column with { IsRequired = false })];
        var needed = mapper.GetDependencies(outputs).Select(column => column.Index).ToHashSet();
        return [.. mapper.InputSchema
            .Where(column => needed.Contains(column.Index) && !column.IsHidden)
            .Select(column => InputSlot.Describe(column) ?? throw MlNetModel.Unusable(
                folder, $"its input column '{column.Name}' is of type {column.Type}, which a request cannot hold", "name the columns to send in the signature of 'MLmodel'."))];
    }

    /// <summary>A signature of vectors may leave their length open; the model knows it.</summary>
    private static ScoringColumn Fit(ScoringColumn promised, DataViewSchema.Column known) =>
        InputSlot.Describe(known) is { IsScalar: false } described ? promised with { Shape = described.Shape } : promised with { Shape = [] };
}
