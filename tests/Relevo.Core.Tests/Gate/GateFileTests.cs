using NJsonSchema;
using Relevo.Core.Errors;
using Relevo.Core.Gate;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Gate;

public sealed class GateFileTests : IDisposable
{
    private const string Good = """
        $schema: gate.schema.json
        version: 1
        candidate: models:/taxi@challenger
        baseline: models:/taxi@champion
        evaluate: { step: evaluate_model, model_input: model_input, data_input: test_data }
        metrics:
          rmse: { greater_is_better: false, threshold: 4.0, min_relative_change: -0.01, max_absolute_change: 1.5 }
          r2: { greater_is_better: true, min_absolute_change: 0, is_critical: false }
        policy: { no_champion: reject, on_tie: promote, missing_metric: skip }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_key_is_read()
    {
        var gate = GateFile.Load(_folder.Write("gate.yml", Good));

        Assert.Equal("models:/taxi@challenger", gate.Candidate.ToString());
        Assert.Equal("champion", gate.Baseline.Alias);
        Assert.Equal(new EvaluateDefinition("evaluate_model", "model_input", "test_data"), gate.Evaluate);
        Assert.Equal(new MetricRule { Name = "rmse", GreaterIsBetter = false, Threshold = 4, MinRelativeChange = -0.01, MaxAbsoluteChange = 1.5 }, gate.Metrics[0]);
        Assert.Equal(new MetricRule { Name = "r2", GreaterIsBetter = true, MinAbsoluteChange = 0, IsCritical = false }, gate.Metrics[1]);
        Assert.Equal(new GatePolicy { NoChampion = NoChampionPolicy.Reject, OnTie = TiePolicy.Promote, MissingMetric = MissingMetricPolicy.Skip }, gate.Policy);
    }

    [Theory]
    [InlineData("version: 1", "version: 2", "gate.yml:2:10: version 2 is not known")]
    [InlineData("models:/taxi@challenger", "taxi@challenger", "gate.yml:3:12: 'taxi@challenger' names no registered model")]
    [InlineData("threshold: 4.0", "treshold: 4.0", "did you mean 'threshold'")]
    [InlineData("threshold: 4.0", "threshold: .nan", "gate.yml:7:48: 'threshold'")]
    [InlineData("threshold: 4.0", "threshold: four", "gate.yml:7:")]
    [InlineData("on_tie: promote", "on_tie: coin", "gate.yml:9:")]
    [InlineData("metrics:", "slices: []\nmetrics:", "'slices' is not supported by this version")]
    [InlineData("min_absolute_change: 0, ", "", "metric 'r2' has no rule")]
    [InlineData("greater_is_better: true, ", "", "lacks 'greater_is_better'")]
    public void A_fault_is_named_with_its_place(string from, string to, string expected)
    {
        var fault = Assert.Throws<RelevoException>(() => GateFile.Load(_folder.Write("gate.yml", Good.Replace(from, to, StringComparison.Ordinal))));

        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void A_gate_without_a_check_is_refused()
    {
        var text = Good[..Good.IndexOf("metrics:", StringComparison.Ordinal)] + "metrics: {}\n";

        Assert.Contains("there is no metric to check", Assert.Throws<RelevoException>(() => GateFile.Load(_folder.Write("gate.yml", text))).Message);
    }

    [Theory]
    [InlineData("models:/taxi@champion", "taxi", null, "champion")]
    [InlineData("models:/team/taxi/12", "team/taxi", "12", null)]
    public void A_model_reference_is_read(string uri, string name, string? version, string? alias)
    {
        var reference = RegisteredModelReference.TryParse(uri);

        Assert.Equal((name, version, alias), (reference?.Name, reference?.Version, reference?.Alias));
        Assert.Equal(uri, reference?.ToString());
    }

    [Theory]
    [InlineData("taxi")]
    [InlineData("models:/taxi")]
    [InlineData("models:/taxi@")]
    [InlineData("models:/@champion")]
    [InlineData("models:/taxi/latest")]
    public void What_names_no_version_is_no_reference(string uri) => Assert.Null(RegisteredModelReference.TryParse(uri));

    [Fact]
    public async Task The_schema_takes_what_the_reader_takes()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.File("build/Relevo.Core/Schemas/gate.schema.json"), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(YamlJson.From(Good)));
        Assert.NotEmpty(schema.Validate(YamlJson.From(Good.Replace("threshold: 4.0", "treshold: 4.0", StringComparison.Ordinal))));
        Assert.NotEmpty(schema.Validate(YamlJson.From(Good.Replace("version: 1", "version: 2", StringComparison.Ordinal))));
    }
}
