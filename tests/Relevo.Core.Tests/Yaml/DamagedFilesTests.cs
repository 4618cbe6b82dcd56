using System.Text;
using CsCheck;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Projects;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Yaml;

/// <summary>However a file is damaged, reading it ends in a record or in one message that names a place.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private static readonly string[] Seeds =
    [
        """
        $schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
        type: pipeline
        inputs:
          raw: { type: uri_folder, path: ./data, mode: ro_mount }
          rate: 0.10
        outputs:
          model: { type: mlflow_model, mode: upload }
        settings: { default_compute: azureml:cpu, force_rerun: false }
        jobs:
          prepare:
            command: >-
              prepare --in ${{inputs.raw}}
              --out ${{outputs.rows}} $[[--seed ${{inputs.seed}}]]
            environment: { image: example.org/e, conda_file: { dependencies: [python, { pip: [x] }] } }
            inputs: &shared
              raw: ${{parent.inputs.raw}}
              seed: 1
            outputs:
              rows:
          train:
            type: command
            command: "train ${{inputs.rows}}
              ${{inputs.rate}}"
            environment: azureml:train@latest
            resources: { instance_count: 2, shm_size: 2g }
            inputs:
              <<: *shared
              rows: ${{parent.jobs.prepare.outputs.rows}}
              rate: ${{parent.inputs.rate}}
            outputs: { model: '${{parent.outputs.model}}' }
        """,
        """
        name: component
        version: 007
        type: command
        inputs:
          x: { type: integer, default: 3, min: 1, max: 9 }
          y: { type: string, enum: [a, b], optional: true }
          z: { type: mltable, mode: eval_mount }
        outputs: { o: { type: uri_file } }
        command: run ${{inputs.x}} $[[${{inputs.y}}]] ${{inputs.z}} ${{outputs.o}}
        additional_includes: [../lib, { type: artifact, name: n }]
        distribution: { type: pytorch, process_count_per_instance: 2 }
        """,
        """
        name: blue
        endpoint_name: taxi
        model: { path: ./model, type: mlflow_model, name: m }
        code_configuration: { code: ./src, scoring_script: score.py }
        environment_variables: { A: 1, B: 'two' }
        instance_type: Standard_DS3_v2
        instance_count: 1
        request_settings: { request_timeout_ms: 3000 }
        liveness_probe: { initial_delay: 10 }
        scale_settings: { type: target_utilization, min_instances: 1, max_instances: 3 }
        """,
        "name: taxi\nauth_mode: key\ntraffic:\n  blue: 90\n  green: 10\nidentity: { type: user_assigned, user_assigned_identities: [{ resource_id: /x }] }\n",
        "variables:\n  namespace: mlops\n  postfix: 0001\n  group: rg-$(namespace)-$(postfix)\n  other: ${{ variables.group }}x\n  enabled: True\n",
        "variables:\n- group: g\n- name: a\n  value: $(b)\n- { name: b, value: 1 }\n",
        "version: 1\nname: sample\njob: job.yml\nenvironments:\n  dev: { variables: { a: $(b), b: 1 } }\n  prod: { workspace: azureml, config: config.yml }\n",
    ];

    private static readonly string[] Values =
        ["1", "-1", "1e999", "1_", "~", "''", "[]", "{}", "[1,2]", "{a: b}", "azureml:", "azureml:x@", "${{", "${{parent.inputs.x}}", "$[[", "$(", "$(a)", "0x10", ".nan", "-.inf",
         "\"a\\0b\"", "!!int 3", "|\n   x", "&a 1", "*a", "<<", "99999999999999999999", "file:", "file://", "file://[", "http://[", "C:\\x", "~/x", "\"\\ud800\"", "{{x}}", "'", "@x", "%A", "? a", "- -", "models:/"];

    private static readonly Gen<Func<string, string>> Damage = Gen.OneOf(
        Line((lines, at) => lines.RemoveAt(at)),
        Line((lines, at) => lines.Insert(at, lines[at])),
        Line((lines, at) => lines[at] = " " + lines[at]),
        Line((lines, at) => lines[at] = lines[at].TrimStart()),
        Line((lines, at) => lines[at] = lines[at].Replace("  ", "\t", StringComparison.Ordinal)),
        Line((lines, at) => lines.Insert(at, "---")),
        Line((lines, at) => lines.Insert(at, Indentation(lines[at]) + "<<: *shared")),
        Line((lines, at) => lines[at] = lines[at].Replace(":", ": &shared", StringComparison.Ordinal)),
        Line((lines, at) => lines[at] = lines[at].Replace("}}", "", StringComparison.Ordinal)),
        Line((lines, at) => lines[at] = lines[at].Replace("parent.", "", StringComparison.Ordinal)),
        Line((lines, at) => lines[at] = lines[at].Remove(lines[at].Length / 2, lines[at].Length > 0 ? 1 : 0)),
        Line((lines, at) => lines.InsertRange(at, Enumerable.Range(0, 120).Select(depth => new string(' ', depth) + "k:"))),
        Line((lines, at) => lines.Insert(at, new string('[', 300))),
        Gen.Select(Gen.Int[0, 1000], AnyOf(Values), (at, value) => new Func<string, string>(text => Edit(text, at, (lines, line) => lines[line] = lines[line].Split(':')[0] + ": " + value))),
        Gen.Select(Gen.Int[0, 10_000], AnyOf("{}[]:,'\"#&*!|>%@`-?\t\r\u0085\u2028\uFEFF\0".ToCharArray()), (at, letter) => new Func<string, string>(text => text.Insert(at % (text.Length + 1), letter.ToString()))),
        Gen.Int[0, 10_000].Select(at => new Func<string, string>(text => text[..(at % (text.Length + 1))])),
        Gen.Const(new Func<string, string>(text => text.ReplaceLineEndings("\r\n"))),
        Gen.Const(new Func<string, string>(text => "\uFEFF" + text)),
        Gen.Const(new Func<string, string>(text => string.Concat(Enumerable.Repeat(text + "\n", 20)))));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_file_is_read_or_refused_with_its_place() =>
        Gen.Select(AnyOf(Seeds), Damage.Array[1, 3], AnyOf(Encoding.UTF8, Encoding.UTF8, Encoding.Latin1, Encoding.Unicode))
            .Sample((seed, damages, encoding) => Read(encoding.GetBytes(damages.Aggregate(seed + "\n# é", (text, damage) => damage(text)))), iter: 1500, threads: 1, print: sample => sample.ToString());

    [Fact]
    public void A_chain_of_variables_without_end_is_refused()
    {
        var links = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  v{i}: $(v{i + 1})\n"));
        var fault = Assert.Throws<RelevoException>(() => EnvironmentVariables.Load(_folder.Write("c.yml", $"variables:\n{links}  v20000: x\n")));
        Assert.Contains("more than 100 that take their values from one another", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_steps_in_reverse_order_are_sorted()
    {
        var steps = string.Concat(Enumerable.Range(0, 3000).Select(i => $"  s{i}: {{ command: run, inputs: {{ x: '${{{{parent.jobs.s{i + 1}.outputs.y}}}}' }}, outputs: {{ y: }} }}\n"));
        var job = (PipelineJob)AzureMlYaml.LoadJob(_folder.Write("job.yml", $"type: pipeline\njobs:\n{steps}  s3000: {{ command: run, outputs: {{ y: }} }}\n"));
        Assert.Equal(("s3000", "s0"), (PipelineGraph.Build(job).Order[0], PipelineGraph.Build(job).Order[^1]));
    }

    private bool Read(byte[] content)
    {
        var file = _folder["relevo.yml"];
        File.WriteAllBytes(file, content);
        foreach (var read in (Action<string>[])[ReadResource, path => EnvironmentVariables.Load(path), path => Project.Load(path)])
        {
            try
            {
                read(file);
            }
            catch (RelevoException fault) when (fault.ExitCode == ExitCode.Configuration)
            {
                var lines = fault.Message.Split('\n');
                Assert.True(lines.Any(line => line.Contains("relevo.yml:", StringComparison.Ordinal)), fault.Message);
            }
        }
        return true;
    }

    private static void ReadResource(string path)
    {
        var resource = AzureMlYaml.Load(path);
        if (resource is Job job) job.Unsupported();
        if (resource is not PipelineJob pipeline) return;
        PipelineGraph.Build(pipeline);
        foreach (var step in pipeline.Jobs.Values.OfType<CommandStep>()) Assert.True(step.AllInputs.Count >= step.Inputs.Count && step.AllOutputs.Count >= step.Outputs.Count);
    }

    private static Gen<Func<string, string>> Line(Action<List<string>, int> edit) => Gen.Int[0, 1000].Select(at => new Func<string, string>(text => Edit(text, at, edit)));

    private static Gen<T> AnyOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static string Edit(string text, int at, Action<List<string>, int> edit)
    {
        var lines = text.Split('\n').ToList();
        edit(lines, at % lines.Count);
        return string.Join('\n', lines);
    }

    private static string Indentation(string line) => line[..(line.Length - line.TrimStart().Length)];
}
