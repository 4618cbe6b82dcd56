using Relevo.Core.Assets;
using Relevo.Core.Endpoints;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Assets;

/// <summary>Files that Azure ML takes although they leave something out, or say it in another way.</summary>
public sealed class LooseFormsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("name: feed\ntype: python_feed\ntarget: https://feed\ncredentials: { type: pat, pat: x }\n", "connection")]
    [InlineData("name: feed\ntarget: https://feed\ncredentials: { type: pat, pat: x }\n", "connection")]
    [InlineData("name: w\nmanaged_network: { isolation_mode: disabled }\n", "workspace")]
    [InlineData("name: v\ntype: virtualmachine\nresource_id: /subscriptions/s\n", "attached virtual machine")]
    [InlineData("name: s\ntype: synapsespark\nresource_id: /subscriptions/s\n", "Synapse Spark compute")]
    [InlineData("name: b\nauth_mode: aad_token\ndefaults: { deployment_name: d }\n", "batch endpoint")]
    [InlineData("$schema: https://azuremlschemas.azureedge.net/latest/serverlessEndpoint.schema.json\nname: x\n", "serverless endpoint")]
    [InlineData("$schema: https://example.org/latest/tomorrow.schema.json#\nname: x\n", "resource of schema 'tomorrow'")]
    public void A_kind_that_cannot_be_used_yet_is_named(string text, string kind) =>
        Assert.Equal(kind, Assert.IsType<UnsupportedResource>(Load(text)).Kind);

    [Theory]
    [InlineData("name: j\ncommand: run\nenvironment: azureml:e:1\n")]
    [InlineData("name: j\ncommand: run\nenvironment: azureml:e:1\nidentity: { type: AMLToken }\n")]
    [InlineData("name: j\ncommand: run\nenvironment: azureml:e:1\ncompute: azureml:c\nversion_note: x\n", "unknown key 'version_note'")]
    [InlineData("name: j\ntype: command\ncommand: run\ninputs: { x: 1 }\n")]
    public void A_named_command_without_a_schema_is_a_job(string text, string? fault = null)
    {
        if (fault is not null) Assert.Contains(fault, Assert.Throws<RelevoException>(() => Load(text)).Message, StringComparison.Ordinal);
        else Assert.IsType<CommandJob>(Load(text));
    }

    [Theory]
    [InlineData("name: c\nversion: 01\ncommand: run\n")]
    [InlineData("name: c\ntype: command\ncommand: run ${{inputs.x}}\ninputs: { x: { type: number } }\n")]
    [InlineData("name: c\ntype: command_component\ncode: { local_path: ./src }\ncommand: run\n")]
    public void A_named_command_with_a_version_or_typed_inputs_is_a_component(string text) => Assert.IsType<CommandComponent>(Load(text));

    [Fact]
    public void A_named_pipeline_without_inputs_is_a_job() =>
        Assert.IsType<PipelineJob>(Load("type: pipeline\nname: p\ncompute: azureml:c\njobs: { a: { component: 'azureml:x:1' } }\n"));

    [Fact]
    public void Code_may_stand_in_a_mapping() =>
        Assert.Equal(_folder["src"], Assert.IsType<AssetPath.Local>(Assert.IsType<CommandJob>(Load("command: run\ncode: { local_path: src }\n")).Code).FullPath);

    [Theory]
    [InlineData("torch.distributed", "pytorch")]
    [InlineData("PyTorch", "pytorch")]
    [InlineData("Ray", "ray")]
    public void A_distribution_has_several_names(string written, string type) =>
        Assert.Equal(type, Assert.IsType<CommandJob>(Load($"command: run\ndistribution: {{ type: {written} }}\n")).Distribution!.Type);

    [Fact]
    public void The_default_of_a_data_input_is_data()
    {
        _folder.Write("c.yml", "name: c\nversion: 1\ncommand: run ${{inputs.d}} ${{inputs.f}} ${{inputs.n}}\ninputs:\n  d: { type: uri_file, default: 'azureml:trips:2', mode: download }\n  f: { type: uri_folder, default: ./data }\n  n: { type: integer, default: 7 }\n");
        var job = Assert.IsType<PipelineJob>(Load("type: pipeline\njobs: { a: { component: ./c.yml } }\n"));
        PipelineGraph.Build(job);
        var inputs = Assert.IsType<CommandStep>(job.Jobs["a"]).AllInputs;
        var data = Assert.IsType<JobInput.Data>(inputs["d"]);
        Assert.Equal((AssetType.UriFile, AccessMode.Download, "2"), (data.Type, data.Mode, Assert.IsType<AssetPath.Registered>(data.Path).Reference.Version));
        Assert.Equal(_folder["data"], Assert.IsType<AssetPath.Local>(Assert.IsType<JobInput.Data>(inputs["f"]).Path).FullPath);
        Assert.Equal("7", Assert.IsType<JobInput.Literal>(inputs["n"]).Text);
    }

    [Fact]
    public void A_package_beside_the_code_is_read_but_cannot_run_yet()
    {
        _folder.Write("c.yml", "name: c\nversion: 1\ncommand: run\nadditional_includes:\n  - ../lib\n  - type: artifact\n    feed: f\n    name: n\n    version: v1\n");
        var job = Assert.IsType<PipelineJob>(Load("type: pipeline\njobs: { a: { component: ./c.yml } }\n"));
        Assert.Single(Assert.IsType<CommandStep>(job.Jobs["a"]).Component!.AdditionalIncludes);
        Assert.Contains("c.yml:6:5: step 'a' includes a package", Assert.Throws<RelevoException>(job.EnsureRunnable).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_may_be_bound_to_an_input_and_counts_as_its_use()
    {
        const string Pipeline = "type: pipeline\ninputs: { n: 2 }\njobs:\n  a:\n    command: run\n    distribution: { type: mpi, process_count_per_instance: '${{parent.inputs.NAME}}' }\n";
        Assert.Empty(PipelineGraph.Build((PipelineJob)Load(Pipeline.Replace("NAME", "n", StringComparison.Ordinal))).Warnings);
        var fault = Assert.Throws<RelevoException>(() => PipelineGraph.Build((PipelineJob)Load(Pipeline.Replace("NAME", "m", StringComparison.Ordinal))));
        Assert.Contains("job.yml:6:60: the pipeline has no input 'm'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_a_command_of_several_lines_has_its_own_place()
    {
        var fault = Assert.Throws<RelevoException>(() => Load("command: >-\n  run\n  --a ${{inputs.a}}\n\n  --b ${{inputs.bat}} --c ${{ inputs.c }}\n  --d ${{inputs.a}} ${{what.is}}\ninputs: { a: 1 }\n"));
        Assert.Contains("job.yml:5:7: in 'command': unknown input 'bat'; known: a.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("job.yml:5:27: in 'command': unknown input 'c'; known: a.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("job.yml:6:21: in 'command': '${{what.is}}' is no known expression", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_answered_with_the_keys_that_are_read()
    {
        var fault = Assert.Throws<RelevoException>(() => Load("name: e\nauth_mode: key\ndeployments: []\n: x\n"));
        Assert.Contains("job.yml:3:1: unknown key 'deployments'; known: auth_mode, compute, description, identity, mirror_traffic, name, properties, public_network_access, tags, traffic.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("job.yml:4:3: there is no key in front of this ':'; expected one.", fault.Message, StringComparison.Ordinal);
        Assert.IsType<OnlineEndpoint>(Load("name: e\nauth_mode: Key\ncompute: azureml:k8s\n"));
    }

    private AzureMlResource Load(string text) => AzureMlYaml.Load(_folder.Write("job.yml", text));
}
