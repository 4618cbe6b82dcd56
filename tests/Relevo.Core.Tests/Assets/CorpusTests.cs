using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Assets;

public sealed class CorpusTests
{
    private static readonly Dictionary<string, string> Invalid = new(StringComparer.Ordinal)
    {
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
