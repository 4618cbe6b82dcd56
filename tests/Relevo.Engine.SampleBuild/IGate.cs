using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace Relevo.Engine.SampleBuild;

/// <summary>A component with parameters of its own.</summary>
public interface IGate : INukeBuild
{
    [Parameter("The least gain that promotes a challenger")]
    double MinGain => TryGetValue<double?>(() => MinGain) ?? 0.5;

    [Parameter("Whether a rejected challenger fails the build")]
    bool? FailOnReject => TryGetValue<bool?>(() => FailOnReject);

    Target Gate => _ => _
        .Description("Weighs the challenger against the champion")
        .Executes(async () =>
        {
            await Task.Yield();
            Console.WriteLine($"gain {MinGain}, fail on reject {FailOnReject?.ToString() ?? "unset"}");
            ReportSummary(x => x.AddPair("Verdict", "promote"));
        });
}
