using System.Text.Json;
using Relevo.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Relevo.Serving.Scoring;

/// <summary>MLflow's <c>MLmodel</c> file, as far as serving needs it. https://mlflow.org/docs/latest/ml/model/#model-api</summary>
internal sealed class MlmodelFile(string file, YamlMappingNode root)
{
    public const string Name = "MLmodel";

    public static MlmodelFile Read(string file)
    {
        try
        {
            using var reader = File.OpenText(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? new MlmodelFile(file, root)
                : throw Damaged(file, "it is not a mapping", null);
        }
        catch (YamlException fault)
        {
            throw Damaged($"{file}:{fault.Start.Line}:{fault.Start.Column}", fault.Message, fault);
        }
    }

    public ModelFolder ToFolder()
    {
        var folder = Path.GetDirectoryName(file)!; // A file lies in a folder.
        var flavors = Find(root, "flavors") as YamlMappingNode ?? throw Damaged(file, "it has no 'flavors'", null);
        var (kind, flavor) = Find(flavors, "mlnet") is { } mlnet ? (ModelKind.MlNet, mlnet)
            : Find(flavors, "onnx") is { } onnx ? (ModelKind.Onnx, onnx)
            : throw ModelFolder.OtherKind(file, flavors.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? ""));
        var data = Path.GetFullPath(Path.Combine(folder, Text(flavor, "data") ?? (kind is ModelKind.MlNet ? "model.zip" : "model.onnx")));
        if (!data.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw Damaged(file, $"the data '{data}' lies outside of the model's folder", null);
        if (!File.Exists(data))
            throw Damaged(file, $"the data '{data}' is missing", null);
        return new ModelFolder
        {
            FullPath = folder, Kind = kind, DataFile = data, RunId = Text(root, "run_id"), Signature = Signature(),
        };
    }

    private ModelSignature? Signature() => Find(root, "signature") is not YamlMappingNode signature ? null : new ModelSignature
    {
        Inputs = Columns(signature, "inputs"),
        Outputs = Columns(signature, "outputs"),
    };

    private List<ScoringColumn> Columns(YamlMappingNode signature, string key)
    {
        if (Text(signature, key) is not { Length: > 0 } json)
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Null)
                return [];
            List<ScoringColumn> columns = [];
            foreach (var entry in document.RootElement.EnumerateArray())
            {
                if (Column(entry) is { } column)
                    columns.Add(column);
            }

            if (columns.CountBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
                throw Damaged(file, $"signature.{key} names column '{twice}' twice", null);
            return columns;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Damaged(file, $"signature.{key} is not a list of columns in JSON ({fault.Message})", fault);
        }
    }

    /// <summary>A column with a name; one without says no more than the model does.</summary>
    private ScoringColumn? Column(JsonElement entry)
    {
        if (!entry.TryGetProperty("name", out var name) || name.GetString() is not { } named)
            return null;
        var isRequired = !entry.TryGetProperty("required", out var required) || required.GetBoolean();
        var type = entry.GetProperty("type").GetString();
        if (type == "tensor")
        {
            var spec = entry.GetProperty("tensor-spec");
            var shape = spec.GetProperty("shape").EnumerateArray().Skip(1).Select(size => size.GetInt32()).ToList();
            return new ScoringColumn { Name = named, Type = TypeOf(spec.GetProperty("dtype").GetString(), named), IsRequired = isRequired, Shape = shape };
        }

        if (type == "array")
            return new ScoringColumn { Name = named, Type = TypeOf(entry.GetProperty("items").GetProperty("type").GetString(), named), IsRequired = isRequired, Shape = [-1] };
        return new ScoringColumn { Name = named, Type = TypeOf(type, named), IsRequired = isRequired };
    }

    private ColumnType TypeOf(string? type, string column) => type switch
    {
        "boolean" or "bool" => ColumnType.Boolean,
        "integer" or "int8" or "int16" or "int32" or "uint8" or "uint16" => ColumnType.Integer,
        "long" or "int64" or "uint32" => ColumnType.Long,
        "float" or "float16" or "float32" => ColumnType.Float,
        "double" or "float64" => ColumnType.Double,
        "string" or "str" or "object" => ColumnType.String,
        "datetime" => ColumnType.DateTime,
        _ => throw new RelevoException(
            $"'{file}' gives column '{column}' the type '{type}', which cannot be scored.",
            "use one of: boolean, integer, long, float, double, string, datetime.", ExitCode.Configuration),
    };

    private static YamlNode? Find(YamlNode node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static string? Text(YamlNode node, string key) => (Find(node, key) as YamlScalarNode)?.Value;

    private static RelevoException Damaged(string where, string problem, Exception? cause) => new(
        $"The model file '{where}' cannot be read: {problem}.", "log the model again, or mend the file.", ExitCode.Configuration, cause);
}
