using System.Globalization;
using System.Net;
using System.Text;
using CsCheck;
using Relevo.Serving.Tests.Support;

namespace Relevo.Serving.Tests.Protocols;

public sealed class FuzzTests(TestModels models)
{
    private static readonly Gen<string> Name = OneOf(
        "Size", "City", "Price", "Speed", "Phase", "IsNight", "X", "a", "b", "data", "columns", "index", "name", "shape", "datatype", "inputs", "input_data", "", "\\ud800");

    private static readonly Gen<string> Scalar = Gen.OneOf(
        OneOf("null", "true", "false", "\"\"", "\"Oslo\"", "\"NaN\"", "\"\\ud800\"", "1e999", "-1", "9223372036854775808", "1.5", "[]", "{}", "\"FP32\"", "\"BYTES\"", "\"INT64\""),
        Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Name.Select(name => $"\"{name}\""));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 5
        ? Scalar
        : Gen.Frequency(
            (2, Scalar),
            (3, inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]")),
            (3, Gen.Select(Name, inner).Array[0, 4].Select(pairs => $"{{{string.Join(',', pairs.Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}"))));

    private static readonly Gen<(string Path, string Body)> Request = Gen.OneOf(
        Json.Select(json => ("score", $$"""{"input_data":{{json}}}""")),
        Gen.Select(OneOf("dataframe_split", "dataframe_records", "instances", "inputs"), Json).Select(pair => ("invocations", $$"""{"{{pair.Item1}}":{{pair.Item2}}}""")),
        Json.Array[1, 3].Select(items => ("v2/models/house/infer", $$"""{"inputs":[{{string.Join(',', items)}}]}""")),
        Gen.Select(Name, OneOf("FP32", "BYTES", "BOOL"), Json, Gen.Int[-1, 3]).Select((name, type, data, rows) =>
            ("v2/models/house/infer", $$"""{"inputs":[{"name":"{{name}}","datatype":"{{type}}","shape":[{{rows}},1],"data":[{{data}}]}]}""")),
        Gen.Select(OneOf("score", "invocations", "v2/models/house/infer"), Gen.Byte.Array[0, 40].Select(Encoding.Latin1.GetString)));

    [Fact]
    public async Task No_body_makes_the_server_fail()
    {
        foreach (var model in (string[])[models.Bare, models.Classifier, models.Multiclass, models.Matrix, models.NamedMatrix, models.Columns])
        {
            await using var server = await RunningServer.StartAsync(model);
            await Request.SampleAsync(async request =>
            {
                using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(request.Body));
                var (status, _) = await server.PostAsync(request.Path, content);
                return status is HttpStatusCode.OK or HttpStatusCode.BadRequest;
            }, iter: 400, threads: 2);
        }
    }

    [Fact]
    public async Task No_CSV_makes_the_server_fail()
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        await OneOf("City", "Size", ",", "\n", "\r\n", "\"", "1", "x", " ", "é").Array[0, 14].SampleAsync(async parts =>
        {
            var (status, _) = await server.PostAsync("invocations", "City,Size\n" + string.Concat(parts), "text/csv");
            return status is HttpStatusCode.OK or HttpStatusCode.BadRequest;
        }, iter: 500, threads: 2);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
}
