using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.BadInput;

public sealed class FileTests
{
    private const string Job = SmallProject.Job;

    [Theory]
    [InlineData("relevo.yml", "name: small", "name: [small", "relevo.yml:")]
    [InlineData("relevo.yml", "gate: gate.yml", "gaet: gate.yml", "relevo.yml:8:1: ", "'gaet'", "'gate'")]
    [InlineData("relevo.yml", "version: 1", "version: one", "relevo.yml:1:10: ", "'version'")]
    [InlineData("relevo.yml", "job: mlops/azureml/train/pipeline.yml", "job: mlops/none.yml", "relevo.yml:4:6: ", "mlops/none.yml', which does not exist")]
    [InlineData("relevo.yml", "dev:\n    workspace: local", "dev:\n    workspace: azureml", "relevo.yml:", "'azureml'", "choose one of: local")]
    [InlineData("gate.yml", "threshold: 0.5", "treshold: 0.5", "gate.yml:11:5: ", "'treshold'", "'threshold'")]
    [InlineData("gate.yml", "on_tie: keep_champion", "on_tie: sometimes", "gate.yml:15:11: ", "'sometimes'", "keep_champion")]
    [InlineData(Job, "slope: 2", "slope: [2", "pipeline.yml:")]
    [InlineData(Job, "    command: bash prep.sh", "    comand: bash prep.sh", "pipeline.yml:", "'comand'", "'command'")]
    [InlineData(Job, "${{parent.jobs.prep.outputs.rows}}", "${{parent.jobs.nope.outputs.x}}", "pipeline.yml:", "nope")]
    [InlineData(Job, "raw: ${{parent.inputs.rows}}", "raw: ${{parent.jobs.evaluate.outputs.none}}", "pipeline.yml:", "none")]
    [InlineData(Job, "quality: 0.7", "quality: ${{parent.x", "pipeline.yml:")]
    [InlineData("mlops/azureml/train/data.yml", "type: uri_file", "type: uri_flie", "data.yml:2:7: ", "'uri_flie'", "uri_file")]
    [InlineData("mlops/azureml/deploy/online/online-deployment.yml", "instance_count: 1", "instance_count: many", "online-deployment.yml:6:17: ", "'many'")]
    [InlineData("mlops/azureml/deploy/online/online-endpoint.yml", "auth_mode: key", "auth_mode: kay", "online-endpoint.yml:3:12: ", "'kay'", "key")]
    public async Task A_file_that_is_wrong_is_named_with_line_and_column_before_anything_runs(string file, string old, string now, params string[] texts)
    {
        await using var project = new SmallProject();
        project.Edit(file, old, now);

        var outcome = (await project.RunAsync()).Ended(2).Says(texts).SaysNot("at work");

        Assert.InRange(outcome.Remedies, 0, 1);
    }

    [Fact]
    public async Task Every_fault_of_a_file_is_told_at_once()
    {
        await using var project = new SmallProject();
        project.Edit("relevo.yml", "gate: gate.yml", "gaet: gate.yml");
        project.Edit("relevo.yml", "version: 1", "version: one");

        (await project.RunAsync("Plan")).Ended(2).Says("relevo.yml:1:10: ", "relevo.yml:8:1: ");
    }

    [Fact]
    public async Task A_cycle_names_its_steps()
    {
        await using var project = new SmallProject();
        project.Edit(Job, "raw: ${{parent.inputs.rows}}", "raw: ${{parent.jobs.train.outputs.model_output}}");

        (await project.RunAsync()).Ended(2).Says("pipeline.yml:", "prep", "train").SaysNot("at work");
    }

    [Fact]
    public async Task A_job_of_a_kind_that_cannot_run_yet_says_so_with_its_place()
    {
        await using var project = new SmallProject();
        project.Write(Job, """
            $schema: https://azuremlschemas.azureedge.net/latest/sweepJob.schema.json
            type: sweep
            trial:
              command: bash train.sh ${{search_space.slope}}
              environment: azureml:any@latest
            search_space:
              slope: { type: choice, values: [1, 2] }
            objective: { goal: maximize, primary_metric: quality }
            sampling_algorithm: random
            limits: { max_total_trials: 2 }

            """);

        (await project.RunAsync()).Ended(2).Says("sweep", "pipeline.yml");
    }

    [Fact]
    public async Task Data_that_is_not_there_is_named()
    {
        await using var project = new SmallProject();
        File.Delete(project["data/rows.csv"]);

        var outcome = await project.RunAsync();

        Assert.Contains(outcome.Code, new[] { 2, 4 });
        outcome.WithoutTrace().Says("rows.csv", "data.yml").SaysNot("at work");
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_named_and_can_be_deleted()
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Provision", "RegisterData", "Train")).Ended(0);
        var record = Directory.EnumerateFiles(project["artifacts/dev"], "train-*.json").Single();
        File.WriteAllText(record, "{ half");

        var outcome = (await project.RunAsync("Gate")).Ended(2).Says(Path.GetFileName(record), "delete the file and run its stage again.");
        Assert.Equal(1, outcome.Remedies);

        File.Delete(record);
        (await project.RunAsync("Train", "Gate")).Ended(0).Says("promote (first)");
    }
}
