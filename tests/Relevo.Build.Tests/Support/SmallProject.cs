namespace Relevo.Build.Tests.Support;

/// <summary>
/// A project whose steps are a few lines of shell, so that a whole lifecycle takes seconds. Its model is made beforehand; <c>quality</c> is what its
/// evaluation will measure. A step whose name is held waits at its start.
/// </summary>
internal sealed class SmallProject : TestRepository
{
    public const string Job = "mlops/azureml/train/pipeline.yml";

    public SmallProject()
    {
        LineModels.WriteTo(this["src/models"]);
        Write("data/rows.csv", "x,y\n1,2\n2,4\n3,6\n");
        Write("data/sample-request.json", """{"input_data": {"columns": ["X"], "data": [[10]]}}""");
        Write("src/prep.sh", Step("prep", """
            mkdir -p "$2"
            cp "$1" "$2/rows.csv"
            """));
        Write("src/train.sh", Step("train", """
            mkdir -p "$4"
            cp "models/$2.zip" "$4/model.zip"
            echo "$3" >"$4/quality.txt"
            """));
        Write("src/evaluate.sh", Step("evaluate", """
            curl -sf --noproxy '*' -o /dev/null -X POST "$MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/log-metric" -H 'Content-Type: application/json' \
              -d "{\"run_id\": \"$MLFLOW_RUN_ID\", \"key\": \"quality\", \"value\": $(cat "$1/quality.txt"), \"timestamp\": 1, \"step\": 0}"
            """));
        foreach (var (path, text) in Files) Write(path, text);
    }

    /// <summary>Makes a step wait at its start, until it is let go.</summary>
    public void Hold(string step) => Write($"hold-{step}", "");

    public void LetGo(string step) => File.Delete(this[$"hold-{step}"]);

    /// <summary>True where a held step has started.</summary>
    public bool IsHeld(string step) => File.Exists(this[$"held-{step}"]);

    private string Step(string name, string body) => $"""
        set -e
        if [ -e '{this[$"hold-{name}"]}' ]; then
          touch '{this[$"held-{name}"]}'
          while [ -e '{this[$"hold-{name}"]}' ]; do sleep 0.1; done
        fi
        echo "{name} at work"
        {body}
        """.ReplaceLineEndings("\n") + "\n";

    private static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["relevo.yml"] = """
            version: 1
            name: small
            data: [mlops/azureml/train/data.yml]
            job: mlops/azureml/train/pipeline.yml
            model:
              name: line
              output: trained_model
            gate: gate.yml
            endpoint: mlops/azureml/deploy/online/online-endpoint.yml
            deployment: mlops/azureml/deploy/online/online-deployment.yml
            sample_request: data/sample-request.json
            environments:
              dev:
                workspace: local
              prod:
                workspace: local

            """,
        ["gate.yml"] = """
            version: 1
            candidate: models:/line@challenger
            baseline: models:/line@champion
            evaluate:
              step: evaluate
              model_input: model_input
              data_input: rows
            metrics:
              quality:
                greater_is_better: true
                threshold: 0.5
                min_absolute_change: 0.0
            policy:
              no_champion: value_checks_only
              on_tie: keep_champion
              missing_metric: fail

            """,
        ["mlops/azureml/train/data.yml"] = """
            $schema: https://azuremlschemas.azureedge.net/latest/data.schema.json
            type: uri_file
            name: rows
            path: ../../../data/rows.csv

            """,
        [Job] = """
            $schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
            type: pipeline
            experiment_name: small
            inputs:
              rows:
                type: uri_file
                path: azureml:rows@latest
              slope: 2
              quality: 0.7
            outputs:
              trained_model:
            settings:
              default_compute: azureml:cpu-cluster
            jobs:
              prep:
                code: ../../../src
                command: bash prep.sh ${{inputs.raw}} ${{outputs.rows}}
                environment: azureml:any@latest
                inputs:
                  raw: ${{parent.inputs.rows}}
                outputs:
                  rows:
              train:
                code: ../../../src
                command: bash train.sh ${{inputs.rows}} ${{inputs.slope}} ${{inputs.quality}} ${{outputs.model_output}}
                environment: azureml:any@latest
                inputs:
                  rows: ${{parent.jobs.prep.outputs.rows}}
                  slope: ${{parent.inputs.slope}}
                  quality: ${{parent.inputs.quality}}
                outputs:
                  model_output: ${{parent.outputs.trained_model}}
              evaluate:
                code: ../../../src
                command: bash evaluate.sh ${{inputs.model_input}} ${{inputs.rows}}
                environment: azureml:any@latest
                inputs:
                  model_input: ${{parent.jobs.train.outputs.model_output}}
                  rows: ${{parent.jobs.prep.outputs.rows}}

            """,
        ["mlops/azureml/deploy/online/online-endpoint.yml"] = """
            $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json
            name: line-online
            auth_mode: key

            """,
        ["mlops/azureml/deploy/online/online-deployment.yml"] = """
            $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
            name: blue
            endpoint_name: line-online
            model: azureml:line@latest
            instance_type: Standard_DS2_v2
            instance_count: 1

            """,
    };
}
