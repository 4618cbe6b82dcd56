using CsCheck;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Yaml;

namespace Relevo.Core.Tests.Jobs;

public sealed class PipelineGraphTests
{
    private static readonly SourceLocation Here = new(Path.GetFullPath("pipeline.yml"), 1, 1);

    [Fact]
    public void Steps_come_after_those_they_are_bound_to_and_otherwise_in_file_order()
    {
        var graph = PipelineGraph.Build(Pipeline(
            Step("evaluate", ("m", "${{parent.jobs.train.outputs.out}}")),
            Step("prep", ("raw", "${{parent.inputs.raw}}")),
            Step("other"),
            Step("train", ("data", "${{ parent.jobs.prep.outputs.out }}"))));
        Assert.Equal(["prep", "other", "train", "evaluate"], graph.Order);
        Assert.Equal(["train"], graph.Dependencies["evaluate"]);
        Assert.Equal(["train", "evaluate"], graph.DependentsOf("prep"));
    }

    [Fact]
    public void A_cycle_is_named_with_the_place_of_each_step()
    {
        var fault = Refused(
            Step("a", ("x", "${{parent.jobs.c.outputs.out}}")),
            Step("b", ("x", "${{parent.jobs.a.outputs.out}}")),
            Step("c", ("x", "${{parent.jobs.b.outputs.out}}")),
            Step("after", ("x", "${{parent.jobs.c.outputs.out}}")));
        Assert.Contains("steps wait for one another: a -> c -> b -> a (a at ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml:1:1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_waits_for_itself_is_refused() =>
        Assert.Contains("step 'a' waits for itself", Refused(Step("a", ("x", "${{parent.jobs.a.outputs.out}}"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("${{parent.jobs.perp.outputs.out}}", "the pipeline has no step 'perp'; did you mean 'prep'?")]
    [InlineData("${{parent.jobs.prep.outputs.oot}}", "step 'prep' has no output 'oot'; did you mean 'out'?")]
    [InlineData("${{parent.inputs.rwa}}", "the pipeline has no input 'rwa'; did you mean 'raw'?")]
    [InlineData("${{inputs.raw}}", "${{inputs.raw}} has no meaning here; did you mean ${{parent.inputs.raw}}?")]
    [InlineData("${{parent.outputs.model}}", "is an output of the pipeline")]
    [InlineData("${{parent.inputs.raw", "never closed")]
    public void A_binding_that_leads_nowhere_is_refused(string binding, string expected) =>
        Assert.Contains(expected, Refused(Step("prep"), Step("train", ("x", binding))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_fault_is_reported_at_once() =>
        Assert.Contains("3 faults", Refused(Step("a", ("x", "${{parent.inputs.n}}"), ("y", "${{parent.jobs.n.outputs.o}}")), Step("b", ("x", "${{inputs.z}}"))).Problem, StringComparison.Ordinal);

    [Fact]
    public void Two_steps_cannot_write_one_output_of_the_pipeline()
    {
        var bound = new JobOutput { Location = Here, Binding = "${{parent.outputs.model}}" };
        var fault = Refused(Step("a") with { Outputs = Outputs(("o", bound)) }, Step("b") with { Outputs = Outputs(("o", bound)) });
        Assert.Contains("written twice: by 'o' of step 'a' and 'o' of step 'b'", fault.Message, StringComparison.Ordinal);
        var unknown = bound with { Binding = "${{parent.outputs.modle}}" };
        Assert.Contains("no output 'modle'; did you mean 'model'?", Refused(Step("a") with { Outputs = Outputs(("o", unknown)) }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_is_the_contract_of_its_step()
    {
        var component = new CommandComponent
        {
            Location = Here,
            Command = "x",
            Inputs = new Dictionary<string, ComponentInput>
            {
                ["data"] = new() { Location = Here, Type = "uri_folder", AssetType = AssetType.UriFolder },
                ["epochs"] = new() { Location = Here, Type = "integer", LiteralType = LiteralType.Integer, Default = "1", Max = 5 },
            },
            Outputs = new Dictionary<string, ComponentOutput> { ["model"] = new() { Location = Here } },
        };
        var step = (Step("train", ("epocs", "2"), ("epochs", "9")) with { Outputs = Ordered() }).WithComponent(component);
        var fault = Refused(step, Step("next", ("m", "${{parent.jobs.train.outputs.model}}")));
        Assert.Contains("gives unknown input 'epocs'; did you mean 'epochs'?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("input 'epochs' of step 'train' is '9'; expected at most 5.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("step 'train' lacks input 'data' (uri_folder), which its component requires.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("3 faults", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_of_the_pipeline_has_the_type_of_what_writes_it()
    {
        var bound = new JobOutput { Location = Here, Type = AssetType.MlflowModel, IsTypeStated = true, Binding = "${{parent.outputs.model}}" };
        var graph = PipelineGraph.Build(Pipeline(Step("a", ("x", "${{parent.inputs.raw}}")) with { Outputs = Outputs(("o", bound)) }));
        Assert.Equal(new OutputWriter("a", "o"), graph.Writers["model"]);
        Assert.Equal(AssetType.MlflowModel, graph.TypeOf("model"));
        Assert.Empty(graph.Warnings);
    }

    [Fact]
    public void Unused_inputs_and_unwritten_outputs_are_warnings()
    {
        var warnings = PipelineGraph.Build(Pipeline(Step("a"))).Warnings;
        Assert.Equal(["input 'raw' of the pipeline is used by no step.", "output 'model' of the pipeline is written by no step."], warnings.Select(warning => warning.Message));
    }

    [Fact]
    public void Any_graph_without_cycles_is_ordered() => Gen.Int[1, 12].SelectMany(count => Gen.Select(Gen.Bool.Array[count * count], Gen.Shuffle(Enumerable.Range(0, count).ToArray()))).Sample((edges, order) =>
    {
        var count = order.Length;
        var steps = Enumerable.Range(0, count).Select(step => Step(
            $"s{step}",
            [.. Enumerable.Range(0, count).Where(other => order[other] < order[step] && edges[(step * count) + other]).Select(other => ($"i{other}", $"${{{{parent.jobs.s{other}.outputs.out}}}}"))])).ToArray();
        var graph = PipelineGraph.Build(Pipeline(steps));
        var place = graph.Order.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);
        Assert.Equal(count, place.Count);
        Assert.All(graph.Dependencies, pair => Assert.All(pair.Value, dependency => Assert.True(place[dependency] < place[pair.Key])));
    });

    private static RelevoException Refused(params PipelineStep[] steps)
    {
        var fault = Assert.Throws<RelevoException>(() => PipelineGraph.Build(Pipeline(steps)));
        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
        return fault;
    }

    private static PipelineJob Pipeline(params PipelineStep[] steps) => new()
    {
        Location = Here,
        Inputs = new Dictionary<string, JobInput> { ["raw"] = new JobInput.Literal("x", LiteralType.String) { Location = Here } },
        Outputs = Outputs(("model", new JobOutput { Location = Here })),
        Jobs = new OrderedDictionary<string, PipelineStep>(steps.Select(step => KeyValuePair.Create(step.Key, step))),
    };

    private static CommandStep Step(string key, params (string Name, string Text)[] inputs) => new()
    {
        Key = key,
        Location = Here,
        Command = "x",
        Inputs = new OrderedDictionary<string, JobInput>(inputs.Select(input => KeyValuePair.Create(
            input.Name,
            (JobInput)(input.Text.StartsWith('$') ? new JobInput.Binding(input.Text, null, null) { Location = Here } : new JobInput.Literal(input.Text, LiteralType.String) { Location = Here })))),
        Outputs = Outputs(("out", new JobOutput { Location = Here })),
    };

    private static Dictionary<string, JobOutput> Ordered() => [];

    private static OrderedDictionary<string, JobOutput> Outputs(params (string Name, JobOutput Output)[] outputs) =>
        new(outputs.Select(output => KeyValuePair.Create(output.Name, output.Output)));
}
