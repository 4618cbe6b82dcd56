using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Jobs;

public sealed class JobReadingTests : IDisposable
{
    private const string Component = """
        $schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
        name: train
        version: 1
        type: command
        inputs:
          data: { type: uri_folder }
          max_epochs: { type: integer, default: 10, min: 1, max: 100 }
          rate: { type: number, optional: true }
          kind: { type: string, default: fast, enum: [fast, slow] }
        outputs:
          model: { type: mlflow_model }
        code: ./src
        environment: azureml:env@latest
        command: >-
          run ${{inputs.data}} ${{inputs.max_epochs}} ${{inputs.kind}} $[[--rate ${{inputs.rate}}]] ${{outputs.model}}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_quickstarts_pipeline_is_read()
    {
        var job = Assert.IsType<PipelineJob>(AzureMlYaml.LoadJob(SharedFiles.Require("corpus/mlops-v2-ado-demo/mlops/azureml/train/pipeline.yml")));
        Assert.Equal(("taxi-fare-training", "azureml:cpu-cluster"), (job.ExperimentName, job.Settings.DefaultCompute));
        Assert.Equal(["prep_data", "train_model", "evaluate_model", "register_model"], job.Jobs.Keys);
        Assert.Equal("latest", Assert.IsType<AssetPath.Registered>(Assert.IsType<JobInput.Data>(job.Inputs["input"]).Path).Reference.Label);
        var prep = Assert.IsType<CommandStep>(job.Jobs["prep_data"]);
        Assert.StartsWith("python prep.py --raw_data ${{inputs.raw_data}}", prep.Command, StringComparison.Ordinal);
        Assert.EndsWith("data-science/src/prep", Assert.IsType<AssetPath.Local>(prep.Code).FullPath.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal("${{parent.outputs.train_data}}", prep.Outputs["train_data"].Binding);
        Assert.Equal(new JobInput.Literal("taxi-model", LiteralType.String) { Location = job.Location }, job.Jobs["register_model"].Inputs["model_name"] with { Location = job.Location });
        Assert.Equal(["prep_data", "train_model", "evaluate_model", "register_model"], PipelineGraph.Build(job).Order);
        Assert.Empty(PipelineGraph.Build(job).Warnings);
    }

    [Fact]
    public void A_command_job_is_read()
    {
        var job = Assert.IsType<CommandJob>(AzureMlYaml.LoadJob(_folder.Write("job.yml", """
            $schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
            command: train --lr ${{inputs.lr}} --on ${{inputs.flag}} --out ${{outputs.model}}
            code: src
            environment: { image: x }
            environment_variables: { A: 1, B: "yes" }
            inputs:
              lr: 0.10
              flag: true
              text: "5"
              typed: { type: number, value: 1e-3 }
              data: { type: mltable, path: "azureml://datastores/d/paths/x", mode: eval_mount }
            outputs: { model: { type: mlflow_model, name: m } }
            compute: azureml:cpu
            distribution: { type: PyTorch, process_count_per_instance: 2 }
            resources: { instance_count: 2, shm_size: 2g }
            limits: { timeout: 90 }
            identity: { type: user_identity }
            services: { board: { type: tensor_board, log_dir: logs } }
            """)));
        Assert.Equal(("0.10", LiteralType.Number), Literal(job.Inputs["lr"]));
        Assert.Equal(("true", LiteralType.Boolean), Literal(job.Inputs["flag"]));
        Assert.Equal(("5", LiteralType.String), Literal(job.Inputs["text"]));
        Assert.Equal(("1e-3", LiteralType.Number), Literal(job.Inputs["typed"]));
        var data = Assert.IsType<JobInput.Data>(job.Inputs["data"]);
        Assert.Equal((AssetType.MlTable, AccessMode.EvalMount), (data.Type, data.Mode));
        Assert.Equal((AssetType.MlflowModel, "m"), (job.Outputs["model"].Type, job.Outputs["model"].Name));
        Assert.Equal(("pytorch", 2), (job.Distribution!.Type, job.Distribution.ProcessCountPerInstance));
        Assert.Equal(TimeSpan.FromSeconds(90), job.Limits.Timeout);
        Assert.Equal("yes", job.EnvironmentVariables["B"]);
        Assert.Equal("logs", job.Services["board"].Settings["log_dir"]);
    }

    [Fact]
    public void A_step_takes_what_it_leaves_out_from_its_component()
    {
        var job = Pipeline("train: { type: command, component: ./components/train.yml, inputs: { data: '${{parent.inputs.data}}', max_epochs: 3 } }");
        var step = Assert.IsType<CommandStep>(job.Jobs["train"]);
        Assert.StartsWith("run ", step.Command, StringComparison.Ordinal);
        Assert.Equal(_folder["components/src"], Assert.IsType<AssetPath.Local>(step.Code).FullPath);
        Assert.Equal(["data", "max_epochs", "kind"], step.AllInputs.Keys);
        Assert.Equal(("3", LiteralType.Integer), Literal(step.AllInputs["max_epochs"]));
        Assert.Equal(("fast", LiteralType.String), Literal(step.AllInputs["kind"]));
        Assert.Equal(AssetType.MlflowModel, step.AllOutputs["model"].Type);
    }

    [Fact]
    public void Steps_that_cannot_run_yet_are_read_and_named_with_their_place()
    {
        var job = Pipeline("tune: { type: sweep, trial: ./x.yml, inputs: { data: '${{parent.inputs.data}}' } }");
        Assert.Equal("sweep", Assert.IsType<UnsupportedStep>(job.Jobs["tune"]).Kind);
        Assert.EndsWith("pipeline.yml:4:9: step 'tune': sweep steps cannot run yet; expected a command step.", Refused(job.EnsureRunnable).Problem, StringComparison.Ordinal);
        var sweep = AzureMlYaml.LoadJob(_folder.Write("sweep.yml", "type: sweep\ntrial: { command: x }\nsampling_algorithm: random\n"));
        Assert.Contains("sweep jobs cannot run yet", Refused(sweep.EnsureRunnable).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Overrides_replace_and_create_values_before_typing()
    {
        var file = WritePipeline("train: { component: ./components/train.yml, inputs: { data: '${{parent.inputs.data}}' } }");
        var job = Assert.IsType<PipelineJob>(AzureMlYaml.LoadJob(file, new Dictionary<string, string>
        {
            ["inputs.data"] = "other",
            ["jobs.train.inputs.max_epochs"] = "7",
            ["settings.default_compute"] = "azureml:big",
            ["experiment_name"] = "e2",
        }));
        Assert.Equal(_folder["other"], Assert.IsType<AssetPath.Local>(Assert.IsType<JobInput.Data>(job.Inputs["data"]).Path).FullPath);
        Assert.Equal(("7", LiteralType.Integer), Literal(job.Jobs["train"].Inputs["max_epochs"]));
        Assert.Equal(("azureml:big", "e2"), (job.Settings.DefaultCompute, job.ExperimentName));
        Assert.NotEmpty(PipelineGraph.Build(job).Order);
    }

    [Fact]
    public void A_declared_input_without_a_value_gets_one_from_the_command_line()
    {
        var file = _folder.Write("job.yml", "command: run ${{inputs.data}} ${{inputs.rate}}\ninputs: { data: { type: uri_file }, rate: { type: number } }\n");
        var unset = AzureMlYaml.LoadJob(file);
        Assert.Contains("input 'data' has no value", Refused(unset.EnsureRunnable).Message, StringComparison.Ordinal);
        var job = AzureMlYaml.LoadJob(file, new Dictionary<string, string> { ["inputs.data"] = "azureml:taxi@latest", ["inputs.rate"] = "0.10" });
        job.EnsureRunnable();
        Assert.Equal("taxi", Assert.IsType<AssetPath.Registered>(Assert.IsType<JobInput.Data>(job.Inputs["data"]).Path).Reference.Name);
        Assert.Equal(("0.10", LiteralType.Number), Literal(job.Inputs["rate"]));
    }

    [Theory]
    [InlineData("inputs.dta", "x", "--set inputs.dta: unknown input 'dta'; did you mean 'data'?")]
    [InlineData("jobs.trian.inputs.data", "x", "--set jobs.trian.inputs.data: unknown step 'trian'; did you mean 'train'?")]
    [InlineData("setings.default_compute", "x", "unknown key 'setings'; did you mean 'settings'?")]
    [InlineData("settings.force_rerun", "perhaps", "'force_rerun' is 'perhaps'; expected true or false.")]
    [InlineData("inputs..data", "x", "expected names with dots between them")]
    [InlineData("type.x.y", "x", "there is text where a mapping with 'x' is expected")]
    public void A_wrong_override_is_refused(string path, string value, string expected) =>
        Assert.Contains(expected, Refused(() => AzureMlYaml.LoadJob(WritePipeline("train: { command: x, inputs: { data: a } }"), new Dictionary<string, string> { [path] = value })).Message, StringComparison.Ordinal);

    [Fact]
    public void An_override_of_a_components_input_that_does_not_exist_is_found_by_the_graph()
    {
        var job = (PipelineJob)AzureMlYaml.LoadJob(
            WritePipeline("train: { component: ./components/train.yml, inputs: { data: '${{parent.inputs.data}}' } }"),
            new Dictionary<string, string> { ["jobs.train.inputs.max_epocs"] = "7" });
        Assert.Contains("unknown input 'max_epocs'; did you mean 'max_epochs'?", Refused(() => PipelineGraph.Build(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_a_component_file_carry_its_own_name_and_place()
    {
        var fault = Refused(() => Pipeline("train: { component: ./components/bad.yml, imputs: { data: x } }", ("components/bad.yml", "name: b\ntype: command\ncommand: run ${{inputs.dta}}\ninputs: { data: { type: string } }\n")));
        Assert.Contains("pipeline.yml:4:51: unknown key 'imputs'; did you mean 'inputs'?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("bad.yml:3:14: in 'command': unknown input 'dta'; did you mean 'data'?", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type: { type: text }", "expected one of: string, integer, number, boolean, uri_folder")]
    [InlineData("bad: { type: integer, default: x }", "the default of input 'bad' is 'x'; expected a whole number.")]
    [InlineData("bad: { type: integer, default: 5, max: 3 }", "the default of input 'bad' is '5'; expected at most 3.")]
    [InlineData("bad: { type: string, default: z, enum: [a, b] }", "expected one of: a, b.")]
    [InlineData("bad: 5", "input 'bad' is a number; expected a mapping with 'type'.")]
    public void A_wrong_component_input_is_refused(string input, string expected) =>
        Assert.Contains(expected, Refused(() => AzureMlYaml.LoadComponent(_folder.Write("c.yml", $"name: c\ntype: command\ncommand: x\ninputs: {{ {input} }}\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pipeline_job_may_take_its_steps_from_a_pipeline_component()
    {
        _folder.Write("body.yml", """
            $schema: https://azuremlschemas.azureedge.net/latest/pipelineComponent.schema.json
            name: body
            type: pipeline
            inputs: { data: { type: uri_folder }, mode: { type: string, default: fast } }
            outputs: { scores: { type: uri_file } }
            jobs:
              only: { command: 'run ${{inputs.d}}', inputs: { d: '${{parent.inputs.data}}', m: '${{parent.inputs.mode}}' }, outputs: { s: '${{parent.outputs.scores}}' } }
            """);
        var job = Assert.IsType<PipelineJob>(AzureMlYaml.LoadJob(_folder.Write("job.yml", "type: pipeline\ncomponent: body.yml\ninputs: { data: { path: x } }\n")));
        Assert.Equal(["only"], PipelineGraph.Build(job).Order);
        Assert.Equal(["data", "mode"], job.Inputs.Keys);
        Assert.Equal(AssetType.UriFile, job.Outputs["scores"].Type);
    }

    private PipelineJob Pipeline(string step, params ReadOnlySpan<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files) _folder.Write(path, text);
        return Assert.IsType<PipelineJob>(AzureMlYaml.LoadJob(WritePipeline(step)));
    }

    private string WritePipeline(string step)
    {
        _folder.Write("components/train.yml", Component);
        return _folder.Write("pipeline.yml", $"type: pipeline\ninputs: {{ data: {{ type: uri_folder, path: data }} }}\nsettings: {{ default_compute: azureml:cpu }}\njobs: {{ {step} }}\n");
    }

    private static (string Text, LiteralType Type) Literal(JobInput input)
    {
        var literal = Assert.IsType<JobInput.Literal>(input);
        return (literal.Text, literal.Type);
    }

    private static RelevoException Refused(Action action) => Assert.Throws<RelevoException>(action);
}
