using System.Text.Json;
using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Lifecycle;

/// <summary>What the README promises, with the projects that people start from.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_ships_is_weighed_replaced_rolled_back_and_removed()
    {
        await using var repository = new ToolkitRepository();

        var first = (await repository.RunAsync()).Ended(0).Says("promote (first)", "birdstrike-damage version 1");
        (await repository.ShellAsync(first.Curl)).Ended(0).Says("robability");
        Assert.StartsWith("<!DOCTYPE html>", repository.Read("artifacts/report.html"), StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(repository["templates/projects/birdstrike/.relevo"]));
        Assert.False(Directory.Exists(repository["templates/projects/birdstrike/artifacts"]));

        (await repository.RunAsync()).Ended(0).Says("no change", "0 run, 4 reused", "(unchanged)");
        (await repository.RunAsync("--set", "inputs.number_of_leaves=2")).Ended(0).Says("verdict: reject", "champion    birdstrike-damage version 1", "blue: version 1, 100 %");
        (await repository.RunAsync("--set", "inputs.number_of_leaves=2", "--fail-on-reject")).Ended(3).Says("4 reused");

        var better = (await repository.RunAsync("--set", "inputs.number_of_trees=200")).Ended(0).Says("verdict: promote", "prep_data    reused", "green: version 3, 100 %");
        var bettered = (await repository.ShellAsync(better.Curl)).Ended(0);
        (await repository.RunAsync("Rollback")).Ended(0).Says("champion: version 1 again (was 3)");
        var back = (await repository.ShellAsync(better.Curl)).Ended(0);
        Assert.NotEqual(bettered.Output, back.Output);
        (await repository.RunAsync("--set", "inputs.number_of_trees=200")).Ended(0).Says("was rolled back", "champion    birdstrike-damage version 1");

        (await repository.RunAsync("Status")).Ended(0).Says("birdstrikes version 1 (sha256", "run ", "champion    birdstrike-damage version 1", "blue: version 1, 100 %");
        (await repository.RunAsync("Stop")).Ended(0).Says("stopped birdstrike-online.");
        (await repository.RunAsync("Deploy", "SmokeTest")).Ended(0).Says("blue answered 200");
        (await repository.RunAsync("Teardown", "--yes")).Ended(0);
        await repository.NothingRunsAsync();
        Assert.False(Directory.Exists(repository[".relevo/dev"]));
    }

    [Fact]
    public async Task A_new_project_ships_at_once_and_leaves_the_template_as_it_was()
    {
        await using var repository = new ToolkitRepository();
        (await repository.RunAsync("New", "--name", "strike-two")).Ended(0).Says("projects/strike-two is ready.");
        (await repository.RunAsync("New", "--name", "strike-two")).Ended(2).Says("is there already");

        (await repository.RunAsync("--project", "projects/strike-two")).Ended(0).Says("promote (first)");

        Assert.Contains("name: strike-two", repository.Read("projects/strike-two/relevo.yml"), StringComparison.Ordinal);
        Assert.True(File.Exists(repository["projects/strike-two/.relevo/dev/relevo.db"]));
        Assert.True(File.Exists(repository["projects/strike-two/artifacts/report.html"]));
        Assert.False(Directory.Exists(repository[".relevo"]));
        Assert.False(Directory.Exists(repository["templates/projects/birdstrike/.relevo"]));
        (await repository.RunAsync("Status", "--project", "strike-two")).Ended(0).Says("champion    birdstrike-damage version 1");
    }

    [Fact]
    public async Task The_taxi_quickstart_ships_on_its_own_trips()
    {
        var trips = Repository.RequireShared("data/taxi/taxi-data.csv");
        await using var repository = new TestRepository();
        Repository.Copy(Repository.At("tests/fixtures/taxi"), repository["projects/taxi"]);
        File.Copy(trips, repository["projects/taxi/data/taxi-data.csv"]);

        var shipped = (await repository.RunAsync("--project", "taxi")).Ended(0).Says("promote (first)", "taxi-model version 1");

        var answer = (await repository.ShellAsync(shipped.Curl)).Ended(0);
        Assert.All(JsonSerializer.Deserialize<double[]>(answer.Output)!, fare => Assert.InRange(fare, 0, 200)); // a list of fares
    }

    /// <summary>The templates as they are in the repository.</summary>
    private sealed class ToolkitRepository : TestRepository
    {
        public ToolkitRepository() => Repository.Copy(Repository.At("templates"), this["templates"]);
    }
}
