using System.Text.RegularExpressions;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Assets;

public sealed partial class CorpusTests
{
    private static readonly Dictionary<string, string> Invalid = new(StringComparer.Ordinal)
    {
        // A script replaces {{NAME}} in these before they are YAML.
        ["azureml-examples/cli/endpoints/online/custom-container/mlflow/multideployment-scikit/mlflow-deployment.yml"] = "a key has to be text",
        ["azureml-examples/cli/endpoints/online/custom-container/r/multimodel-plumber/r-deployment.yml"] = "a key has to be text",
        ["azureml-examples/cli/endpoints/online/custom-container/torchserve/densenet/torchserve-deployment.yml"] = "a key has to be text",
        ["azureml-examples/cli/endpoints/online/managed/minimal/single-model-registered/deployment.yml"] = "a key has to be text",
        // A slip that Azure ML passes over in silence.
        ["azureml-examples/cli/jobs/pipelines-with-components/basics/3a_basic_pipeline/pipeline.yml"] = "did you mean 'default_datastore'?",
    };

    [Fact]
    public void Every_file_of_the_corpus_is_read_as_its_kind()
    {
        var corpus = SharedFiles.Require("corpus");
        var failures = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(corpus, "index.tsv")).Skip(1))
        {
            var columns = row.Split('\t');
            var (path, type) = (columns[0], columns[2]);
            if (type is "config-infra" or "promptflow") continue;
            try
            {
                var resource = AzureMlYaml.Load(Path.Combine(corpus, path));
                if (Invalid.ContainsKey(path)) failures.Add($"{path}: was expected to be refused");
                if (!Fits(type, resource)) failures.Add($"{path}: {type} was read as {resource}");
            }
            catch (RelevoException fault) when (fault.ExitCode == ExitCode.Configuration)
            {
                if (!Invalid.TryGetValue(path, out var reason) || !fault.Message.Contains(reason, StringComparison.Ordinal)) failures.Add($"{path}: {fault.Message}");
            }
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Fact]
    public void Every_pipeline_of_the_corpus_has_an_order()
    {
        var corpus = SharedFiles.Require("corpus");
        var failures = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(corpus, "index.tsv")).Skip(1))
        {
            var columns = row.Split('\t');
            if (columns[2] != "job.pipeline" || Invalid.ContainsKey(columns[0])) continue;
            var job = Assert.IsType<PipelineJob>(AzureMlYaml.LoadJob(Path.Combine(corpus, columns[0])));
            // Some of the inputs and component files are not in the corpus.
            if (job.Inputs.Values.Any(input => input is JobInput.Unset)) continue;
            if (job.Jobs.Values.Any(step => step is CommandStep { ComponentFile: not null, Component: null })) continue;
            try
            {
                Assert.Equal(job.Jobs.Keys.Order(), PipelineGraph.Build(job).Order.Order());
            }
            catch (RelevoException fault)
            {
                failures.Add(fault.Message);
            }
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Fact]
    public void A_slip_in_any_key_of_the_first_level_is_told_with_the_key_that_was_meant()
    {
        var corpus = SharedFiles.Require("corpus");
        using var folder = new TempFolder();
        var failures = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(corpus, "index.tsv")).Skip(1))
        {
            var columns = row.Split('\t');
            if (!IsSupported(columns[2]) || columns[3] != "schema" || Invalid.ContainsKey(columns[0])) continue;
            var text = File.ReadAllText(Path.Combine(corpus, columns[0]));
            foreach (Match key in KeyPattern.Matches(text))
            {
                var slip = key.Value.Remove(2, 1);
                var file = folder.Write("slip.yml", text[..key.Index] + slip + text[(key.Index + key.Length)..]);
                var fault = Record.Exception(() => AzureMlYaml.Load(file));
                if (fault is not RelevoException { ExitCode: ExitCode.Configuration } || !fault.Message.Contains($"unknown key '{slip}'; did you mean '{key.Value}'?", StringComparison.Ordinal))
                    failures.Add($"{columns[0]}: '{slip}' for '{key.Value}' gave {fault?.Message ?? "no fault"}");
            }
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures.Take(20)));
    }

    [GeneratedRegex("^[a-z_]{4,}(?=:)", RegexOptions.Multiline)]
    private static partial Regex KeyPattern { get; }

    private static bool IsSupported(string type) =>
        type is "job.pipeline" or "job.command" or "component.command" or "data" or "environment" or "model" or "compute.aml" || type.Contains(".online", StringComparison.Ordinal);

    private static bool Fits(string type, AzureMlResource resource) => type switch
    {
        "component.command" => resource is CommandComponent,
        "job.command" => resource is CommandJob,
        "job.pipeline" => resource is PipelineJob,
        "data" => resource is DataAsset,
        "environment" => resource is EnvironmentAsset,
        "model" => resource is ModelAsset,
        "compute.aml" => resource is Core.Compute.AmlCompute,
        "endpoint.online.managed" => resource is Core.Endpoints.OnlineEndpoint,
        "deployment.online.managed" => resource is Core.Endpoints.OnlineDeployment { Kind: Core.Endpoints.OnlineDeploymentKind.Managed },
        "deployment.online.k8s" => resource is Core.Endpoints.OnlineDeployment { Kind: Core.Endpoints.OnlineDeploymentKind.Kubernetes },
        _ when type.StartsWith("job.", StringComparison.Ordinal) => resource is UnsupportedJob,
        _ => resource is UnsupportedResource,
    };
}
