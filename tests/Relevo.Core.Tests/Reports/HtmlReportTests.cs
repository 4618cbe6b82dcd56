using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Relevo.Core.Data;
using Relevo.Core.Gate;
using Relevo.Core.Records;
using Relevo.Core.Reports;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Hostile = "<script>alert('x')</script>\" onload=\"x & ]]> <!-- \u0001\uD800 </style>";

    [Fact]
    public void A_whole_report_has_the_verdict_first_and_every_section()
    {
        var page = Parse(SampleReport.Whole);

        Assert.Equal(
            """
            birdstrike
              Promoted
              Checks
              Metrics
              Plots
              Pipeline
              Hyperparameters
              Data
              Deployment
                Try it
                Smoke test
              Workspace
              Lineage
              Model card
            """,
            Headings(page));
        Assert.Equal(
            ["Rules of the gate", "Both models on the same held-out rows", "Steps", "The job's literal inputs", "Data assets", "Columns of birdstrikes", "Traffic", "Resources"],
            page.Descendants("caption").Select(caption => caption.Value));
        Assert.Equal(
            ["ROC curve", "Calibration", "Scores of the challenger", "Scores of the champion", "val_log_loss"],
            page.Descendants("figcaption").Select(caption => caption.Value));
    }

    [Fact]
    public void An_environment_without_records_has_a_page_that_says_so() =>
        Assert.Contains("No stage has run in this environment yet.", Parse(SampleReport.Empty).Root?.Value, StringComparison.Ordinal);

    [Fact]
    public void Any_record_may_be_absent() => Gen.Bool.Array[9].Sample(has =>
    {
        var whole = SampleReport.Whole with { Rollback = SampleReport.Rollback };
        var page = Parse(whole with
        {
            Provisioning = has[0] ? whole.Provisioning : null,
            Data = has[1] ? whole.Data : null,
            Training = has[2] ? whole.Training : null,
            Gate = has[3] ? whole.Gate : null,
            Deployment = has[4] ? whole.Deployment : null,
            SmokeTest = has[5] ? whole.SmokeTest : null,
            Rollback = has[6] ? whole.Rollback : null,
            CandidatePredictions = has[7] ? whole.CandidatePredictions : null,
            BaselinePredictions = has[8] ? whole.BaselinePredictions : null,
        });
        AssertLinksLead(page);
    }, iter: 60);

    [Fact]
    public void Every_link_within_the_page_leads_somewhere() => AssertLinksLead(Parse(SampleReport.Whole));

    [Fact]
    public void Text_of_records_is_never_markup()
    {
        var benign = Parse(WithText("plain"));
        var hostile = Parse(WithText(Hostile));

        Assert.Equal(benign.Descendants().Select(element => element.Name), hostile.Descendants().Select(element => element.Name));
        Assert.Equal(benign.Descendants().Attributes().Select(attribute => attribute.Name), hostile.Descendants().Attributes().Select(attribute => attribute.Name));
        Assert.DoesNotContain("<script", HtmlReport.Render(WithText(Hostile)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_run_is_linked_only_where_a_browser_may_go()
    {
        var training = SampleReport.Whole.Training!; // Not null: the sample is whole.

        Assert.Contains("href=\"https://example.org/run\"", HtmlReport.Render(SampleReport.Whole with { Training = training with { RunUrl = "https://example.org/run" } }), StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", HtmlReport.Render(SampleReport.Whole with { Training = training with { RunUrl = "javascript:alert(1)" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_runs_no_script()
    {
        var page = Parse(SampleReport.Whole);

        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")).Concat(page.Descendants("img")));
        Assert.All(page.Descendants().Attributes("href"), link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
        Assert.Empty(page.Descendants().Attributes("src"));
        Assert.DoesNotMatch(new Regex(@"url\(|@import"), page.Descendants("style").Single().Value);
    }

    [Fact]
    public void Pictures_and_tables_say_what_they_are()
    {
        var page = Parse(SampleReport.Whole);

        Assert.All(page.Descendants("svg"), svg => Assert.True(svg.Attribute("aria-hidden") is not null || svg.Attribute("aria-label") is { Value.Length: > 10 }));
        Assert.All(page.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(page.Descendants("th"), heading => Assert.NotNull(heading.Attribute("scope")));
        Assert.Equal(["header", "nav", "main", "footer"], page.Descendants("body").Elements().Select(element => element.Name.LocalName).Where(name => name != "a"));
        Assert.Equal(page.Descendants().Attributes("id").Count(), page.Descendants().Attributes("id").Select(id => id.Value).Distinct().Count());
    }

    [Fact]
    public void A_huge_model_still_makes_a_small_page()
    {
        var whole = SampleReport.Whole;
        var text = new string('€', 5000);
        var columns = Enumerable.Range(0, 3000).Select(at => new FeatureStatistics
        {
            Name = text, Type = FeatureType.String, NumMissing = 1, NumNonMissing = 1000, Unique = 10, TopValues = [.. Enumerable.Range(0, 10).Select(v => new FrequentValue(text, 10 - v))],
        });
        var steps = Enumerable.Range(0, 500).Select(at => new StepResult { Step = text + at, Status = JobStatus.Completed, Reason = text }).ToList();
        var model = WithText(text) with
        {
            Data = whole.Data! with { Assets = [.. Enumerable.Repeat(whole.Data.Assets[0] with { Statistics = new() { NumExamples = 1001, Features = [.. columns] } }, 50)] },
            Training = whole.Training! with
            {
                Job = whole.Training.Job with { Steps = steps },
                Graph = [.. Enumerable.Range(0, 80).Select(at => new JobStep($"{text}{at}", [.. Enumerable.Range(0, at).Select(before => $"{text}{before}")]))],
                Parameters = Enumerable.Range(0, 1000).ToDictionary(at => $"{text}{at}", _ => text),
            },
            CandidatePredictions = SampleReport.Probabilities(3, 1, 100_000),
            BaselinePredictions = SampleReport.Values(4, 1, 100_000),
            Notes = [.. Enumerable.Repeat(text, 1000)],
        };

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(HtmlReport.Render(model)), 1, 1 << 20);
    }

    [Fact]
    public void The_same_model_gives_the_same_page() => Assert.Equal(HtmlReport.Render(SampleReport.Whole), HtmlReport.Render(SampleReport.Whole));

    [Theory]
    [InlineData(Verdict.Promote, "Promoted")]
    [InlineData(Verdict.Reject, "Rejected")]
    [InlineData(Verdict.Tie, "Tie")]
    [InlineData(Verdict.Inconclusive, "Inconclusive")]
    [InlineData(Verdict.Error, "Error")]
    public void The_verdict_is_a_word(Verdict verdict, string word)
    {
        var gate = SampleReport.Whole.Gate!; // Not null: the sample is whole.

        Assert.Equal(word, VerdictOf(SampleReport.Whole with { Gate = gate with { Decision = gate.Decision with { Verdict = verdict } } }));
    }

    [Fact]
    public void A_rollback_counts_only_until_the_next_decision()
    {
        var gate = SampleReport.Whole.Gate!; // Not null: the sample is whole.
        var rolledBack = SampleReport.Whole with { Rollback = SampleReport.Rollback };

        Assert.Equal("Rolled back", VerdictOf(rolledBack));
        Assert.Contains("'blue' has the traffic now.", HtmlReport.Render(rolledBack), StringComparison.Ordinal);
        Assert.Equal("Promoted", VerdictOf(rolledBack with { Gate = gate with { StartedAt = SampleReport.Rollback.StartedAt.AddHours(1) } }));
    }

    [Fact]
    public void A_failed_training_after_the_last_decision_is_the_headline()
    {
        var training = SampleReport.Whole.Training!; // Not null: the sample is whole.
        var failed = training with
        {
            StartedAt = training.StartedAt.AddHours(1),
            Job = training.Job with { Status = JobStatus.Failed, Steps = [training.Job.Steps[0], training.Job.Steps[1] with { Status = JobStatus.Failed, Reason = "exit code 3" }] },
        };

        var page = Parse(SampleReport.Whole with { Training = failed });

        Assert.Equal("Training failed", Headline(page));
        Assert.Contains("train_model: exit code 3", page.Root?.Value, StringComparison.Ordinal);
        Assert.Contains("about an earlier training", page.Root?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_is_shown_as_such_and_marks_nothing()
    {
        var row = Parse(SampleReport.Whole).Descendants("section").Single(section => (string?)section.Attribute("id") == "metrics")
            .Descendants("tr").Single(row => row.Elements().First().Value == "precision");

        Assert.Equal(["precision", "NaN", "0.6", "NaN", ""], row.Elements().Select(cell => cell.Value));
    }

    [Fact]
    public void A_difference_is_marked_by_the_direction_that_the_rules_give()
    {
        var marks = Parse(SampleReport.Whole).Descendants("section").Single(section => (string?)section.Attribute("id") == "metrics")
            .Descendants("tbody").Elements().ToDictionary(row => row.Elements().First().Value, row => row.Elements().Last().Value);

        Assert.Equal(("better", "worse", "worse", ""), (marks["roc_auc"], marks["log_loss"], marks["f1"], marks["accuracy"]));
    }

    [Fact]
    public void Numbers_have_their_own_plots()
    {
        var page = Parse(SampleReport.Whole with { CandidatePredictions = SampleReport.Values(1, 2), BaselinePredictions = SampleReport.Values(1, 3) });

        Assert.Equal(["Predicted against actual", "Residuals", "val_log_loss"], page.Descendants("figcaption").Select(caption => caption.Value));
    }

    private static string VerdictOf(ReportModel model) => Headline(Parse(model));

    private static string Headline(XDocument page) => page.Descendants("h2").First().Value;

    private static XDocument Parse(ReportModel model)
    {
        var page = HtmlReport.Render(model);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        return XDocument.Parse(page);
    }

    private static string Headings(XDocument page) => string.Join('\n', page.Descendants()
        .Where(element => element.Name.LocalName is "h1" or "h2" or "h3")
        .Select(element => new string(' ', 2 * (element.Name.LocalName[1] - '1')) + element.Value));

    private static void AssertLinksLead(XDocument page)
    {
        var ids = page.Descendants().Attributes("id").Select(id => "#" + id.Value).ToHashSet();
        Assert.All(page.Descendants("a").Attributes("href"), link => Assert.Contains(link.Value, ids));
        Assert.All(page.Descendants().Attributes("aria-labelledby"), label => Assert.Contains("#" + label.Value, ids));
    }

    private static ReportModel WithText(string text)
    {
        var whole = SampleReport.Whole;
        // Not null: the sample is whole.
        var (data, training, gate, deployment, smoke, provisioning) = (whole.Data!, whole.Training!, whole.Gate!, whole.Deployment!, whole.SmokeTest!, whole.Provisioning!);
        var asset = data.Assets[0];
        var model = new ModelVersionReference(text, text, text, text);
        return whole with
        {
            Project = text, Environment = text, Notes = [text],
            Provisioning = provisioning with { Location = text, Workspace = text, By = text, Changes = [new() { Action = ChangeAction.Create, Name = text, ResourceKind = text }] },
            Data = data with
            {
                Assets =
                [
                    asset with
                    {
                        Version = asset.Version with { Name = text, Version = text, Source = text, Digest = text },
                        Statistics = new() { NumExamples = 1, Features = [new() { Name = text, Type = FeatureType.String, NumMissing = 0, NumNonMissing = 1, Unique = 1, TopValues = [new(text, 1)] }] },
                    },
                ],
            },
            Training = training with
            {
                JobFile = text, JobDigest = text, Source = new(text, text, IsDirty: true), By = text, Model = model,
                Parameters = new Dictionary<string, string> { [text] = text }, Overrides = new Dictionary<string, string> { ["inputs." + text] = text },
                Job = training.Job with { RunId = text, Experiment = text, Steps = [new() { Step = text, Status = JobStatus.Failed, Reason = text }], Data = [asset.Version with { Name = text, Version = text }] },
                Graph = [new(text, [])],
                Histories = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>>>
                {
                    [text] = new Dictionary<string, IReadOnlyList<MetricPoint>> { [text] = [new(0, 1, training.StartedAt), new(1, double.NaN, training.StartedAt)] },
                },
            },
            Gate = gate with
            {
                Candidate = model, Baseline = model, GateDigest = text, DataDigest = text, PreviousChampion = text + "0",
                CandidateEvaluation = gate.CandidateEvaluation! with { Model = model, Metrics = new Dictionary<string, double> { [text] = 1 } },
                BaselineEvaluation = gate.BaselineEvaluation! with { Model = model, Metrics = new Dictionary<string, double> { [text] = 2 } },
                Decision = new() { Verdict = Verdict.Reject, Summary = text, Warnings = [text], Checks = [gate.Decision.Checks[0] with { Metric = text, Rule = text, Explanation = text }] },
            },
            Deployment = deployment with { Endpoint = text, Deployment = text, Model = model, SampleCommand = text, TrafficAfter = new Dictionary<string, int> { [text] = 100 } },
            SmokeTest = smoke with { Endpoint = text, Deployment = text, Response = text },
        };
    }
}
