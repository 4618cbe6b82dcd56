using NJsonSchema;
using Relevo.Core.Errors;
using Relevo.Core.Projects;
using Relevo.Core.Tests.Support;
using Relevo.Core.Yaml;

namespace Relevo.Core.Tests.Projects;

public sealed class SchemaTests : IDisposable
{
    private const string Least = "version: 1\nname: xx\njob: job.yml\n";

    private readonly TempFolder _folder = new();

    public SchemaTests()
    {
        foreach (var file in (string[])["job.yml", "data.yml", "gate.yml"]) _folder.Write(file, "");
        _folder.Write("config.yml", "variables: { a: 1 }\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("data: data.yml\n", true)]
    [InlineData("data: [data.yml, data.yml]\n", true)]
    [InlineData("data: { a: 1 }\n", false)]
    [InlineData("data: [[data.yml]]\n", false)]
    [InlineData("gate: gate.yml\nendpoint: gate.yml\ndeployment: gate.yml\nsample_request: gate.yml\n", true)]
    [InlineData("gate: [gate.yml]\n", false)]
    [InlineData("gate: ''\n", false)]
    [InlineData("model: { name: m, output: o }\n", true)]
    [InlineData("model: {}\n", true)]
    [InlineData("model: m\n", false)]
    [InlineData("model: { nmae: m }\n", false)]
    [InlineData("environments: { dev: { workspace: local, path: x, config: config.yml, variables: { x: 1, y: true, z: text } } }\n", true)]
    [InlineData("environments: { dev: , prod: { workspace: azureml } }\n", true)]
    [InlineData("environments: {}\n", false)]
    [InlineData("environments: { 'a b': {} }\n", false)]
    [InlineData("environments: { dev: { workspace: 'no such' } }\n", false)]
    [InlineData("environments: { dev: { variables: { x: [1] } } }\n", false)]
    [InlineData("environments: { dev: { varaibles: {} } }\n", false)]
    [InlineData("environments: [dev]\n", false)]
    [InlineData("unknown: 1\n", false)]
    [InlineData("$schema: x.json\ncompute: data.yml\njob_environments: [data.yml]\n", true)]
    public Task The_schema_and_the_reader_agree(string more, bool isGood) => Agree(Least + more, isGood);

    [Theory]
    [InlineData("name: xx\njob: job.yml\n")]
    [InlineData("version: 1\njob: job.yml\n")]
    [InlineData("version: 1\nname: xx\n")]
    [InlineData("version: 2\nname: xx\njob: job.yml\n")]
    [InlineData("version: one\nname: xx\njob: job.yml\n")]
    [InlineData("version: 1\nname: Xx\njob: job.yml\n")]
    [InlineData("version: 1\nname: X\njob: job.yml\n")]
    [InlineData("version: 1\nname: xx\njob: [job.yml]\n")]
    public Task The_schema_and_the_reader_refuse_the_same(string text) => Agree(text, isGood: false);

    private async Task Agree(string text, bool isGood)
    {
        var file = _folder.Write("relevo.yml", text);
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Repository.File("build/Relevo.Core/Schemas/relevo.schema.json"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var faults = schema.Validate(YamlJson.From(YamlDocument.Load(file).Root)!.ToJsonString());
        Assert.True(isGood == (faults.Count == 0), $"schema: {string.Join("; ", faults)}");
        var refused = Record.Exception(() => Project.Load(file));
        Assert.True(isGood == refused is null, $"reader: {refused?.Message}");
        if (refused is not null) Assert.IsType<RelevoException>(refused);
    }
}
