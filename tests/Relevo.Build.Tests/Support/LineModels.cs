using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Build.Tests.Support;

/// <summary>ML.NET models that have learnt y = slope * x, made once for a run of the tests: an answer tells which of them gave it.</summary>
internal static class LineModels
{
    private static readonly Lazy<IReadOnlyDictionary<int, byte[]>> Files = new(() => new[] { 1, 2, 3 }.ToDictionary(slope => slope, Train));

    /// <summary>Writes the models to a folder: <c>1.zip</c>, <c>2.zip</c>, <c>3.zip</c>.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (slope, bytes) in Files.Value) File.WriteAllBytes(Path.Combine(folder, $"{slope}.zip"), bytes);
    }

    private static byte[] Train(int slope)
    {
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row { X = i % 20, Y = slope * (i % 20) }));
        var model = context.Transforms.Concatenate("Features", nameof(Row.X))
            .Append(context.Regression.Trainers.OnlineGradientDescent(nameof(Row.Y), numberOfIterations: 20, learningRate: 0.005f))
            .Fit(rows);
        using var file = new MemoryStream();
        context.Model.Save(model, rows.Schema, file);
        return file.ToArray();
    }

    private sealed class Row
    {
        public float X { get; set; }

        [ColumnName("Y")]
        public float Y { get; set; }
    }
}
