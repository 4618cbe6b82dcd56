using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Build.Testing;

namespace Relevo.Build.Targets;

/// <summary>Runs the toolkit's own tests.</summary>
public interface ITest : IHasSession
{
    /// <summary>Runs only test projects whose name holds this.</summary>
    [Parameter("Run only the test projects whose name holds this.")]
    string Only => TryGetValue(() => Only);

    /// <summary>Builds and runs every test project.</summary>
    Target Test => _ => _
        .Description("Builds and runs the toolkit's own tests.")
        .Executes(async () =>
        {
            await Session.GuardAsync(async cancellationToken =>
            {
                var outcome = await TestRun.RunAsync(Root, Only, cancellationToken);
                ReportSummary(_ => _.AddPair("tests", $"{outcome.Passed} passed, {outcome.Failed} failed, {outcome.Skipped} skipped"));
                outcome.ThrowIfFailed();
            });
        });
}
