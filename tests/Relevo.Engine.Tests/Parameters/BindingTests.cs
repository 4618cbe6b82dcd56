using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Parameters;

public sealed class BindingTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void Members_without_a_value_keep_what_they_have()
    {
        var build = Run();
        Assert.Equal(("local", 3, null, null), (build.Name, build.Rounds, build.Force, build.Gain));
        Assert.Null(build.Items);
    }

    [Theory]
    [InlineData("--fail-on-reject")]
    [InlineData("--FailOnReject")]
    [InlineData("-failonreject")]
    [InlineData("--fail-on-reject true")]
    public void Names_ignore_case_and_dashes_and_a_switch_needs_no_value(string words)
        => Assert.True(Run(words.Split(' ')).FailOnReject);

    [Fact]
    public void A_switch_can_be_turned_off()
        => Assert.False(Run("--force", "false").Force);

    [Fact]
    public void Values_of_all_kinds_are_converted()
    {
        var build = Run(
            "--name", "x", "--rounds", "-5", "--gain", "-.5", "--stage", "PROD", "--level", "high", "--file", "a/../b.txt",
            "--items", "1", "2", "--tags", "a+b", "--wait", "00:01:00");
        Assert.Equal(("x", -5, -.5, Stage.Prod), (build.Name, build.Rounds, build.Gain, build.Stage));
        Assert.Same(Level.High, build.Level);
        Assert.Equal(Path.Combine(call.Root, "b.txt"), build.File);
        Assert.Equal([1, 2], build.Items!);
        Assert.Equal(["a", "b"], build.Tags!);
        Assert.Equal(TimeSpan.FromMinutes(1), build.Wait);
    }

    [Fact]
    public void A_list_without_values_is_empty()
        => Assert.Empty(Run("--items").Items!);

    [Fact]
    public void The_last_of_one_option_counts()
        => Assert.Equal(2, Run("--rounds", "1", "--rounds", "2").Rounds);

    [Theory]
    [InlineData("ROUNDS")]
    [InlineData("rounds")]
    [InlineData("NUKE_ROUNDS")]
    [InlineData("NUKE_Rounds")]
    public void The_environment_is_read_in_any_spelling(string variable)
    {
        call.With(variable, "7");
        Assert.Equal(7, Run().Rounds);
    }

    [Fact]
    public void The_environment_ignores_punctuation()
    {
        call.With("FAIL_ON_REJECT", "true");
        Assert.True(Run().FailOnReject);
    }

    [Fact]
    public void Sources_count_in_order_command_line_environment_last_profile_first_profile_common_file()
    {
        call.WithFile(".nuke/parameters.json", """{ "$schema": "x", "Name": "common", "Rounds": 1, "Items": [1], "Gain": 0.1, "Force": true }""")
            .WithFile(".nuke/parameters.a.json", """{ "Name": "a", "Rounds": 2, "Items": [2, 2], "gain": 0.2 }""")
            .WithFile(".nuke/parameters.b.json", """{ "Name": "b", "Rounds": 3, "Items": [3, 3, 3] }""")
            .With("NAME", "environment").With("ROUNDS", "4");
        var build = Run("--name", "line", "--profile", "a", "b");
        Assert.Equal(("line", 4, 0.2, true), (build.Name, build.Rounds, build.Gain, build.Force));
        Assert.Equal([3, 3, 3], build.Items!);
    }

    [Fact]
    public void A_path_from_a_file_is_relative_to_the_root()
    {
        call.WithFile(".nuke/parameters.json", """{ "File": "data/x.csv" }""");
        Assert.Equal(Path.Combine(call.Root, "data", "x.csv"), Run().File);
    }

    [Fact]
    public void Root_names_the_root_directory()
    {
        var other = Directory.CreateDirectory(Path.Combine(call.Root, "other")).FullName;
        Assert.Equal(other, call.Run<Parameterized>("Work", "--root", "other").Journal.Single());
        Assert.Equal(call.Root, call.Run<Parameterized>("Work", "--root").Journal.Single());
    }

    [Fact]
    public void A_root_that_is_not_marked_is_an_error_that_says_how_to_mark_it()
    {
        Directory.Delete(Path.Combine(call.Root, ".nuke"));
        var outcome = call.Run<Parameterized>("Work");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("create '.nuke' in the root, or pass --root <path>.", outcome.Error);
    }

    [Fact]
    public void An_unknown_profile_is_refused_with_those_there_are()
    {
        call.WithFile(".nuke/parameters.prod.json", "{}");
        var outcome = call.Run<Parameterized>("Work", "--profile", "dev");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("choose one of: prod.", outcome.Error);
    }

    [Theory]
    [InlineData("{ ", "parameters.json:1:")]
    [InlineData("[]", "holds no JSON object")]
    [InlineData("""{ "Name": {} }""", "gives 'Name' an object")]
    [InlineData("""{ "Rund": 1 }""", "sets 'Rund', which is not a parameter. Did you mean 'Rounds'?")]
    [InlineData("""{ "Rounds": "many" }""", "'Rounds' in .nuke/parameters.json must be a whole number, but is 'many'.")]
    public void A_parameters_file_that_is_wrong_is_an_error_that_names_it(string content, string problem)
    {
        call.WithFile(".nuke/parameters.json", content);
        var outcome = call.Run<Parameterized>("Work");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(problem, outcome.Error);
        Assert.Empty(outcome.Journal);
    }

    private Parameterized Run(params string[] arguments)
    {
        var outcome = call.Run<Parameterized>(["Work", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Output);
        return (Parameterized)outcome.Build!;
    }

    private enum Stage
    {
        Dev,
        Prod,
    }

    private sealed class Level : Enumeration
    {
        public static readonly Level Low = new() { Value = "l" };

        public static readonly Level High = new() { Value = "h" };
    }

    private sealed class Parameterized : TestBuild
    {
        [Parameter]
        public string Name { get; } = "local";

        [Parameter]
        public int Rounds { get; } = 3;

        [Parameter]
        public bool FailOnReject { get; }

        [Parameter]
        public bool? Force { get; }

        [Parameter]
        public double? Gain { get; }

        [Parameter]
        public Stage Stage { get; }

        [Parameter]
        public Level? Level { get; }

        [Parameter]
        public AbsolutePath? File { get; }

        [Parameter]
        public int[]? Items { get; }

        [Parameter(Separator = "+")]
        public string[]? Tags { get; }

        [Parameter]
        public TimeSpan? Wait { get; }

        private Target Work => _ => _.Executes(() => Note(RootDirectory));
    }
}
