using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.BadInput;

public sealed class UsageTests
{
    [Theory]
    [InlineData("Gate --fail-on-rejct", "'--fail-on-rejct' does not exist", "'--fail-on-reject'")]
    [InlineData("Serve --port abc", "'--port' must be a whole number, but is 'abc'", "--port")]
    [InlineData("Serve --port", "'--port' needs a value", "--port")]
    [InlineData("Serve --port 1 2", "'--port' takes one value", "--port")]
    [InlineData("Tarin", "Tarin", "Train")]
    [InlineData("Plan --environment prd", "no environment 'prd'; did you mean 'prod'?", "choose one of: dev, prod.")]
    [InlineData("Plan --project nowhere", "There is no project 'nowhere'", "make one with New --name <name>.")]
    [InlineData("Plan --root nowhere", "nowhere', which does not exist", "name the directory")]
    [InlineData("Plan --set inputs.quality", "--set inputs.quality has no value", "such as --set inputs.learning_rate=0.3.")]
    [InlineData("Plan --set inputs.qualiti=1", "qualiti", "quality")]
    [InlineData("New", "New needs a name", "add --name <name>")]
    [InlineData("New --name Wrong", "'Wrong' cannot be a project's name.", "lower-case letters")]
    [InlineData("New --name fine --template none", "There is no template 'none'.", "choose one of")]
    public async Task A_call_that_is_wrong_is_refused_with_one_message(string words, string problem, string remedy)
    {
        await using var project = new SmallProject();

        var outcome = (await project.RunAsync(words.Split(' '))).Ended(2).Says(problem, remedy);

        Assert.InRange(outcome.Remedies, 0, 1);
        Assert.Single(outcome.Lines, line => line.Contains(problem, StringComparison.Ordinal));
        Assert.False(Directory.Exists(project[".relevo"]));
    }

    [Fact]
    public async Task A_variable_under_two_names_is_refused()
    {
        await using var project = new SmallProject();

        var outcome = await project.RunWithAsync([new("PORT", "5001"), new("NUKE_PORT", "5002")], "Serve");

        outcome.Ended(2).Says("PORT", "NUKE_PORT").SaysNot("tracking: http");
    }

    [Fact]
    public async Task An_empty_variable_says_nothing()
    {
        await using var project = new SmallProject();

        (await project.RunWithAsync([new("NUKE_ENVIRONMENT", ""), new("FORCE", ""), new("NUKE_PORT", "")], "Plan")).Ended(0).Says("Ship would make these changes");
    }

    [Fact]
    public async Task A_variable_and_a_parameters_file_are_read_and_the_command_line_wins()
    {
        await using var project = new SmallProject();
        project.Write(".nuke/parameters.json", """{ "environment": "nowhere" }""");

        (await project.RunAsync("Plan")).Ended(2).Says("no environment 'nowhere'; known: dev, prod.");
        (await project.RunWithAsync([new("NUKE_ENVIRONMENT", "elsewhere")], "Plan")).Ended(2).Says("no environment 'elsewhere'");
        (await project.RunWithAsync([new("NUKE_ENVIRONMENT", "elsewhere")], "Plan", "--environment", "dev")).Ended(0);
    }

    [Fact]
    public async Task A_folder_without_a_project_says_how_to_get_one()
    {
        await using var empty = new TestRepository();

        var outcome = (await empty.RunAsync()).Ended(2).Says("There is no relevo.yml", "New --name <name>");

        Assert.Equal(1, outcome.Remedies);
    }
}
