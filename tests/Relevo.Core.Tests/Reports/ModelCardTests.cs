using System.Text.Json;
using Relevo.Core.Reports;
using Relevo.Core.Reports.Cards;
using YamlDotNet.RepresentationModel;

namespace Relevo.Core.Tests.Reports;

public sealed class ModelCardTests
{
    [Fact]
    public void Without_a_model_there_is_no_card() => Assert.Null(ModelCard.Create(SampleReport.Empty));

    [Fact]
    public void The_front_matter_is_what_the_hub_reads()
    {
        var card = FrontMatter(Card(SampleReport.Whole).ToMarkdown());

        Assert.Equal("birdstrike-damage", (string?)card["model_name"]);
        Assert.Equal("7", (string?)card["version"]);
        Assert.Equal("tabular-classification", (string?)card["pipeline_tag"]);
        var result = card["model-index"][0]["results"][0];
        Assert.Equal(SampleReport.Hash('a'), (string?)result["dataset"]["revision"]);
        Assert.Equal(["accuracy", "f1", "log_loss", "roc_auc"], ((YamlSequenceNode)result["metrics"]).Select(metric => (string?)metric["type"]));
        Assert.Equal("0.8731", (string?)result["metrics"][3]["value"]);
    }

    [Fact]
    public void The_text_has_a_section_for_each_question()
    {
        var headings = Card(SampleReport.Whole).ToMarkdown().Split('\n').Where(line => line.StartsWith('#'));

        Assert.Equal(
            [
                "# birdstrike-damage v7", "## Model details", "## Intended use and limits", "## Training data", "## Training parameters", "## Evaluation", "## Lineage",
            ],
            headings);
    }

    [Fact]
    public void Names_cannot_break_out_of_the_card()
    {
        var training = SampleReport.Whole.Training!; // Not null: the sample is whole.
        const string Name = "a\"\n---\n# b | <script> `c`: [d](e)";
        var text = Card(SampleReport.Whole with { Gate = null, Training = training with { Model = new(Name, "1", null, null), Parameters = new Dictionary<string, string> { [Name] = Name } } }).ToMarkdown();

        Assert.Equal(Name, (string?)FrontMatter(text)["model_name"]);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.StartsWith("# ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_json_has_the_toolkits_sections_and_finite_metrics()
    {
        using var json = JsonDocument.Parse(Card(SampleReport.Whole).ToJson());

        Assert.Equal(
            ["schema_version", "model_details", "model_parameters", "quantitative_analysis", "considerations"],
            json.RootElement.EnumerateObject().Select(section => section.Name));
        Assert.Equal("birdstrikes", json.RootElement.GetProperty("model_parameters").GetProperty("data")[0].GetProperty("name").GetString());
        Assert.Equal("2026-03-14", json.RootElement.GetProperty("model_details").GetProperty("version").GetProperty("date").GetString());
        var metrics = json.RootElement.GetProperty("quantitative_analysis").GetProperty("performance_metrics").EnumerateArray();
        Assert.Equal([0.9123, 0.4417, 0.2316, 0.8731], metrics.Select(metric => metric.GetProperty("value").GetDouble()));
    }

    [Fact]
    public void A_decision_about_another_version_is_not_the_models()
    {
        var gate = SampleReport.Whole.Gate!; // Not null: the sample is whole.

        var card = Card(SampleReport.Whole with { Gate = gate with { Candidate = gate.Candidate with { Version = "6" } } });

        Assert.Null(card.Decision);
        Assert.Equal(0.8731, card.Metrics["roc_auc"]);
        Assert.Null(card.Task);
    }

    private static ModelCard Card(ReportModel model)
    {
        var card = ModelCard.Create(model);
        Assert.NotNull(card);
        return card;
    }

    private static YamlMappingNode FrontMatter(string text)
    {
        Assert.StartsWith("---\n", text, StringComparison.Ordinal);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text[4..text.IndexOf("\n---\n", 4, StringComparison.Ordinal)]));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
