using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Relevo.Serving.Tests.Support;

[assembly: AssemblyFixture(typeof(TestModels))]

namespace Relevo.Serving.Tests.Support;

/// <summary>Small models of every kind, trained once for all tests.</summary>
public sealed class TestModels : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestModels()
    {
        Bare = SaveRegression("bare", 10f);
        Other = SaveRegression("other", 1000f);
        Classifier = SaveClassifier();
        Multiclass = SaveMulticlass();
        Matrix = SaveMatrix("matrix", null);
        NamedMatrix = SaveMatrix("named-matrix", """[{"name":"a","type":"double"},{"name":"b","type":"double"}]""");
        Columns = SaveColumns();
    }

    /// <summary>Regression on <c>Size</c> and <c>City</c>, a bare <c>model.zip</c>: about 10 times the size.</summary>
    public string Bare { get; }

    /// <summary>The same with 1000 times the size.</summary>
    public string Other { get; }

    /// <summary>FastTree with an <c>MLmodel</c>: boolean label and probability.</summary>
    public string Classifier { get; }

    /// <summary>Classes with names.</summary>
    public string Multiclass { get; }

    /// <summary>ONNX: <c>X[n,2] * [[1],[10]] + 0.5</c>.</summary>
    public string Matrix { get; }

    /// <summary>The same with names for the columns.</summary>
    public string NamedMatrix { get; }

    /// <summary>ONNX: inputs <c>a[n,1]</c> and <c>b[n,1]</c>, their sum.</summary>
    public string Columns { get; }

    public void Dispose() => _folder.Dispose();

    private string SaveRegression(string name, float factor)
    {
        var context = new MLContext(1);
        var rows = Enumerable.Range(0, 400).Select(at => new House { Size = at % 50, City = at % 2 == 0 ? "Oslo" : "Rome", Price = factor * (at % 50) });
        var data = context.Data.LoadFromEnumerable(rows);
        var pipeline = context.Transforms.Categorical.OneHotEncoding("CityCode", "City")
            .Append(context.Transforms.Concatenate("Features", "Size", "CityCode"))
            .Append(context.Regression.Trainers.FastTree(labelColumnName: "Price", numberOfTrees: 20, minimumExampleCountPerLeaf: 2));
        return Save(context, name, pipeline.Fit(data), data.Schema);
    }

    private string SaveClassifier()
    {
        var context = new MLContext(1);
        var data = context.Data.LoadFromEnumerable(Strikes());
        var pipeline = context.Transforms.Categorical.OneHotEncoding("PhaseCode", "Phase")
            .Append(context.Transforms.Conversion.ConvertType("Night", "IsNight", DataKind.Single))
            .Append(context.Transforms.Concatenate("Features", "Speed", "PhaseCode", "Night"))
            .Append(context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { LabelColumnName = "Damaged", NumberOfTrees = 20, MinimumExampleCountPerLeaf = 2 }));
        var folder = Save(context, "classifier", pipeline.Fit(data), data.Schema);
        _folder.Write("classifier/MLmodel", """
            flavors:
              mlnet:
                data: model.zip
                mlnet_version: 5.0.1
            run_id: 0123456789abcdef0123456789abcdef
            signature:
              inputs: '[{"name":"Speed","type":"double"},{"name":"Phase","type":"string"},{"name":"IsNight","type":"boolean","required":false},{"name":"Count","type":"long","required":false}]'
              outputs: '[{"name":"PredictedLabel","type":"boolean"},{"name":"Probability","type":"float"}]'
            """);
        return folder;
    }

    private string SaveMulticlass()
    {
        var context = new MLContext(1);
        var data = context.Data.LoadFromEnumerable(Strikes());
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", "Phase")
            .Append(context.Transforms.Concatenate("Features", "Speed"))
            .Append(context.MulticlassClassification.Trainers.LightGbm(numberOfIterations: 5, minimumExampleCountPerLeaf: 2));
        return Save(context, "multiclass", pipeline.Fit(data), data.Schema);
    }

    private string SaveMatrix(string name, string? inputs)
    {
        Directory.CreateDirectory(_folder.At(name));
        File.WriteAllBytes(_folder.At(name, "model.onnx"), new OnnxWriter()
            .Input("X", OnnxWriter.Float, "n", 2).Output("Y", OnnxWriter.Float, "n", 1)
            .Constant("W", [1, 10], 2, 1).Constant("B", [0.5f], 1)
            .Node("MatMul", "M", "X", "W").Node("Add", "Y", "M", "B").ToArray());
        if (inputs is not null)
            _folder.Write($"{name}/MLmodel", $"flavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.17.0\n  python_function:\n    loader_module: mlflow.onnx\nsignature:\n  inputs: '{inputs}'\n  outputs: '[{{\"type\":\"tensor\",\"tensor-spec\":{{\"dtype\":\"float32\",\"shape\":[-1,1]}}}}]'\n");
        return _folder.At(name);
    }

    private string SaveColumns()
    {
        Directory.CreateDirectory(_folder.At("columns"));
        File.WriteAllBytes(_folder.At("columns", "model.onnx"), new OnnxWriter()
            .Input("a", OnnxWriter.Float, "n", 1).Input("b", OnnxWriter.Float, "n", 1).Output("sum", OnnxWriter.Float, "n", 1)
            .Node("Add", "sum", "a", "b").ToArray());
        return _folder.At("columns");
    }

    private string Save(MLContext context, string name, ITransformer model, DataViewSchema schema)
    {
        Directory.CreateDirectory(_folder.At(name));
        context.Model.Save(model, schema, _folder.At(name, "model.zip"));
        return _folder.At(name);
    }

    private static IEnumerable<Strike> Strikes() => Enumerable.Range(0, 600).Select(at => new Strike
    {
        Speed = at % 200,
        Phase = at % 200 < 70 ? "climb" : at % 200 < 140 ? "cruise" : "approach",
        IsNight = at % 7 == 0,
        Damaged = at % 200 > 120,
    });

    private sealed class House
    {
        public float Size { get; set; }
        public string City { get; set; } = "";
        public float Price { get; set; }
    }

    private sealed class Strike
    {
        public float Speed { get; set; }
        public string Phase { get; set; } = "";
        public bool IsNight { get; set; }
        public bool Damaged { get; set; }
    }
}
