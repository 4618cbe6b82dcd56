using Relevo.Core.Assets;
using Relevo.Core.Compute;
using Relevo.Core.Endpoints;
using Relevo.Core.Errors;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Assets;

public sealed class AzureMlYamlTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_data_asset_is_read()
    {
        var data = AzureMlYaml.LoadData(Write("mlops/data.yml", """
            $schema: https://azuremlschemas.azureedge.net/latest/data.schema.json
            name: taxi
            version: 007
            type: uri_file
            path: ../data/taxi.csv
            tags: { source: nyc, year: 2015 }
            """));
        Assert.Equal(("taxi", "007", AssetType.UriFile), (data.Name, data.Version, data.Type));
        Assert.Equal(_folder["data/taxi.csv"], Assert.IsType<AssetPath.Local>(data.Path).FullPath);
        Assert.Equal(["source", "year"], data.Tags.Keys);
    }

    [Fact]
    public void An_environment_keeps_a_conda_specification_that_is_written_inside()
    {
        var environment = AzureMlYaml.LoadEnvironment(Write("env.yml", """
            name: e
            image: mcr.microsoft.com/x
            conda_file:
              dependencies: [python=3.12, { pip: [mlflow] }]
            """));
        Assert.Null(environment.CondaFile);
        Assert.Contains("\"python=3.12\"", environment.CondaText, StringComparison.Ordinal);
        var built = AzureMlYaml.LoadEnvironment(Write("built.yml", "name: e\nbuild: { path: docker }\n"));
        Assert.Equal("Dockerfile", built.Build!.DockerfilePath);
    }

    [Fact]
    public void A_model_is_read() =>
        Assert.Equal(AssetType.MlflowModel, AzureMlYaml.LoadModel(Write("m.yml", "name: m\ntype: mlflow_model\npath: runs:/abc/model\nflavors: { python_function: { loader_module: x } }\n")).Type);

    [Fact]
    public void A_compute_cluster_is_read_with_its_defaults()
    {
        var compute = AzureMlYaml.LoadCompute(Write("c.yml", "name: cpu\ntype: amlcompute\nsize: STANDARD_DS3_V2\nmax_instances: 2\nidle_time_before_scale_down: 60\ntier: low_priority\n"));
        Assert.Equal((0, 2, TimeSpan.FromMinutes(1), ComputeTier.LowPriority), (compute.MinInstances, compute.MaxInstances, compute.IdleTimeBeforeScaleDown, compute.Tier));
    }

    [Fact]
    public void An_online_endpoint_and_its_deployment_are_read()
    {
        var endpoint = AzureMlYaml.LoadOnlineEndpoint(Write("endpoint.yml", "name: taxi\nauth_mode: aml_token\ntraffic: { blue: 90, green: 10 }\n"));
        Assert.Equal(EndpointAuthMode.AmlToken, endpoint.AuthMode);
        Assert.Equal(10, endpoint.Traffic["green"]);
        var deployment = AzureMlYaml.LoadOnlineDeployment(Write("deployment.yml", """
            $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
            name: blue
            endpoint_name: taxi
            model: azureml:taxi-model@latest
            environment: { image: x, conda_file: conda.yml }
            code_configuration: { code: src, scoring_script: score.py }
            instance_type: Standard_DS2_v2
            instance_count: 2
            request_settings: { request_timeout_ms: 3000, max_concurrent_requests_per_instance: 4 }
            liveness_probe: { initial_delay: 5, period: 7 }
            app_insights_enabled: True
            egress_public_network_access: disabled
            data_collector: { collections: { request: { enabled: 'True' } } }
            """));
        Assert.Equal("latest", Assert.IsType<ModelReference.Registered>(deployment.Model).Reference.Label);
        Assert.Equal(_folder["conda.yml"], Assert.IsType<EnvironmentReference.Inline>(deployment.Environment).Environment.CondaFile);
        Assert.Equal(TimeSpan.FromSeconds(3), deployment.RequestSettings.RequestTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), deployment.LivenessProbe!.InitialDelay);
        Assert.Null(deployment.ReadinessProbe);
        Assert.True(deployment.AppInsightsEnabled);
        Assert.False(deployment.EgressPublicNetworkAccess);
        Assert.Equal(OnlineDeploymentKind.Managed, deployment.Kind);
    }

    [Fact]
    public void Kinds_that_cannot_be_used_yet_are_recognised()
    {
        var batch = Assert.IsType<UnsupportedResource>(AzureMlYaml.Load(Write("b.yml", "$schema: https://azuremlschemas.azureedge.net/latest/batchEndpoint.schema.json\nname: b\nauth_mode: aad_token\n")));
        Assert.Equal(("batch endpoint", "b"), (batch.Kind, batch.Name));
        Assert.Equal("schedule", Assert.IsType<UnsupportedResource>(AzureMlYaml.Load(Write("s.yml", "name: s\ntrigger: { type: cron }\ncreate_job: ./x.yml\n"))).Kind);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_by_name()
    {
        var file = Write("data.yml", "$schema: https://azuremlschemas.azureedge.net/latest/data.schema.json\nname: d\ntype: uri_file\npath: x\n");
        Assert.EndsWith("data.yml:1:10: expected a job, found a data asset.", Refused(() => AzureMlYaml.LoadJob(file)).Problem, StringComparison.Ordinal);
        Assert.Contains("expected an online endpoint, found a data asset", Refused(() => AzureMlYaml.LoadOnlineEndpoint(file)).Problem, StringComparison.Ordinal);
        Assert.Contains("neither '$schema' nor 'type'", Refused(() => AzureMlYaml.Load(Write("x.yml", "a: 1\n"))).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: d\ntype: uri_fil\npath: x\n", "2:7: 'type' is 'uri_fil'; expected one of: uri_folder, uri_file, mltable. Did you mean 'uri_file'?")]
    [InlineData("name: d\ntype: uri_file\npaht: x\n", "3:1: unknown key 'paht'; did you mean 'path'?")]
    [InlineData("type: uri_file\npath: x\n", "1:1: missing key 'name'; expected text.")]
    [InlineData("name: d\ntype: uri_file\npath: [x]\n", "3:7: 'path' is a sequence; expected text.")]
    [InlineData("- name: d\n", "1:1: expected a mapping of keys and values, found a sequence.")]
    public void A_wrong_data_asset_is_refused_with_its_place(string text, string expected) =>
        Assert.Contains("data.yml:" + expected, Refused(() => AzureMlYaml.LoadData(Write("data.yml", text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("name: e\nauth_mode: token\n", "2:12: 'auth_mode' is 'token'; expected one of: key, aml_token, aad_token.")]
    [InlineData("name: e\nauth_mode: key\ntraffic: { a: 60, b: 50 }\n", "3:10: 'traffic' adds up to 110 percent; expected at most 100.")]
    [InlineData("name: e\nauth_mode: key\ntraffic: { a: 160 }\n", "3:15: 'a' is '160'; expected a whole number from 0 to 100.")]
    public void A_wrong_endpoint_is_refused_with_its_place(string text, string expected) =>
        Assert.Contains("e.yml:" + expected, Refused(() => AzureMlYaml.LoadOnlineEndpoint(Write("e.yml", text))).Message, StringComparison.Ordinal);

    private string Write(string path, string text) => _folder.Write(path, text);

    private static RelevoException Refused(Action action)
    {
        var fault = Assert.Throws<RelevoException>(action);
        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
        return fault;
    }
}
