using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Conformance;

/// <summary>ML.NET models that have learnt y = slope * x, so that an answer tells which of them gave it.</summary>
public static class LineModel
{
    private static readonly Lock Gate = new();

    /// <summary>Trains a model into <paramref name="folder"/>, as <c>model.zip</c>. The same slope gives the same file for the life of the process.</summary>
    public static string Train(double slope, string folder)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(folder);
            var context = new MLContext(seed: 1);
            var rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row { X = i % 20, Y = (float)(slope * (i % 20)) }));
            var model = context.Transforms.Concatenate("Features", nameof(Row.X))
                .Append(context.Regression.Trainers.OnlineGradientDescent(nameof(Row.Y), numberOfIterations: 20, learningRate: 0.005f))
                .Fit(rows);
            context.Model.Save(model, rows.Schema, Path.Combine(folder, "model.zip"));
            return folder;
        }
    }

    private sealed class Row
    {
        public float X { get; set; }

        [ColumnName("Y")]
        public float Y { get; set; }
    }
}
