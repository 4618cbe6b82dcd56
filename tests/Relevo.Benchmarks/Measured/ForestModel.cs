using Microsoft.ML;
using Microsoft.ML.Data;
using Relevo.Serving.Scoring;

namespace Relevo.Benchmarks.Measured;

/// <summary>A model such as a project trains: 100 boosted trees over ten numbers.</summary>
internal static class ForestModel
{
    private const int Features = 10;

    /// <summary>A request of one row in Azure ML's form.</summary>
    public const string Request = """{"input_data":{"columns":["Values"],"index":[0],"data":[[[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0]]]}}""";

    /// <summary>Trains it into a folder, as <c>model.zip</c>.</summary>
    public static void Train(string folder)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(1);
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 2000).Select(_ =>
        {
            var values = Enumerable.Range(0, Features).Select(_ => random.NextSingle()).ToArray();
            return new Row { Values = values, Target = values[0] * 3 + (values[1] > 0.5f ? 2 : 0) };
        }).ToList());
        var model = context.Regression.Trainers.FastTree(nameof(Row.Target), nameof(Row.Values)).Fit(rows);
        context.Model.Save(model, rows.Schema, Path.Combine(folder, "model.zip"));
    }

    /// <summary>The same row as <see cref="Request"/>, as the model takes it.</summary>
    public static ColumnBatch SingleRow(IScoringModel model) => new(1,
        [.. model.Inputs.Select(ColumnValues (_) => new ColumnValues.Floats([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1.0f], Features))]);

    private sealed class Row
    {
        [VectorType(Features)]
        public float[] Values { get; set; } = [];

        public float Target { get; set; }
    }
}
