using Relevo.Core.Assets;
using Relevo.Core.Compute;
using Relevo.Core.Endpoints;
using Relevo.Core.Jobs;

namespace Relevo.Conformance;

/// <summary>A folder with a project's files, removed at the end.</summary>
public sealed class TestProject : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("relevo-conformance-").FullName;

    /// <summary>Writes a file below the folder and gives its full path.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // Below the folder, never a root.
        File.WriteAllText(full, text);
        return full;
    }

    public Job Job(string yaml) => AzureMlYaml.LoadJob(Write("job.yml", yaml));

    public DataAsset Data(string yaml) => AzureMlYaml.LoadData(Write("data.yml", yaml));

    public AmlCompute Compute(string name, int maxInstances) => AzureMlYaml.LoadCompute(Write("compute.yml", $"""
        $schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json
        name: {name}
        type: amlcompute
        max_instances: {maxInstances}
        """));

    public OnlineEndpoint Endpoint(string name) => AzureMlYaml.LoadOnlineEndpoint(Write("endpoint.yml", $"""
        $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json
        name: {name}
        auth_mode: key
        """));

    public OnlineDeployment Deployment(string endpoint, string more = "") => AzureMlYaml.LoadOnlineDeployment(Write("deployment.yml", $"""
        $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
        name: blue
        endpoint_name: {endpoint}
        model: azureml:line@latest
        instance_type: Standard_DS3_v2
        instance_count: 1
        {more}
        """));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
