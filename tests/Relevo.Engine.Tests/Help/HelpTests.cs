using Nuke.Common;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Help;

public sealed class HelpTests : IDisposable
{
    private const string Text =
        """
        Targets (with their direct dependencies):

          Ship (default)       -> Deploy, Gate
            Does it all.
          Deploy              
          Gate                

        Parameters:

          --fail-on-reject     Whether a rejected challenger fails the build, which is otherwise a
                               success that tells of it.
          --github-token       <no description>.

          --continue           Indicates to continue a previously failed build attempt.
          --help               Shows the help text for this build assembly.
          --host               Host for execution. Default is 'automatic'.
          --no-logo            Disables displaying the NUKE logo.
          --plan               Shows the execution plan.
          --profile            Defines the profiles to load.
          --root               Root directory during build execution.
          --skip               List of targets to be skipped. Empty list skips all dependencies.
          --target             List of targets to be invoked. Default is 'Ship'.
          --verbosity          Logging verbosity during build execution. Default is 'Normal'.

        """;

    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void Help_lists_targets_and_parameters_and_runs_nothing()
    {
        var outcome = call.Run<Helpful>([x => x.Ship], "--help");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Text.Replace("Deploy              \n", "Deploy\n").Replace("Gate                \n", "Gate\n").Replace("<no description>.", "<no description>"), outcome.Output);
        Assert.Empty(outcome.Journal);
    }

    [Fact]
    public void Help_is_given_even_where_all_else_is_wrong()
        => Assert.StartsWith("Targets", call.Run<Helpful>([x => x.Ship], "Nothing", "--foo", "--help").Output);

    [Fact]
    public void Help_is_given_where_there_is_no_target_to_run()
        => Assert.StartsWith("Targets", call.Run<Helpful>().Output);

    private sealed class Helpful : TestBuild
    {
        [Parameter("Whether a rejected challenger fails the build, which is otherwise a success that tells of it.")]
        private bool FailOnReject { get; }

        [Parameter]
        private string? GitHubToken { get; }

        [Parameter(List = false)]
        private string? Unlisted { get; }

        public Target Ship => _ => _.Description("Does it all.").DependsOn(Deploy, Gate).Executes(Noting($"{FailOnReject}{GitHubToken}{Unlisted}"));

        private Target Deploy => _ => _.Executes(Noting("Deploy"));

        private Target Gate => _ => _.Executes(Noting("Gate"));

        private Target Internal => _ => _.Unlisted().Executes(Noting("Internal"));
    }
}
