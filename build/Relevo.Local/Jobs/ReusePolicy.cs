using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>Decides whether an earlier result of a step is used again, and says why not.</summary>
/// <param name="job">The job.</param>
/// <param name="history">The earlier results.</param>
/// <param name="content">Where their outputs are.</param>
/// <param name="manifestOf">The files of a code digest; null where they are not known any more.</param>
/// <param name="runExists">Whether a run is still there.</param>
internal sealed class ReusePolicy(
    JobDefinition job, StepHistory history, ContentStore content, Func<string, ContentManifest?> manifestOf, Func<string, bool> runExists)
{
    /// <summary>What to do with a step.</summary>
    /// <param name="Earlier">The result to use again; null to run the step.</param>
    /// <param name="Reason">Why, in words.</param>
    public sealed record Decision(StepHistory.Entry? Earlier, string Reason);

    /// <summary>Decides on a step whose inputs are known.</summary>
    public Decision Decide(StepDefinition step, StepFingerprint fingerprint)
    {
        if (job.ForceReason is { } force) return new Decision(null, force);
        if (!step.IsDeterministic) return new Decision(null, "its component is not deterministic");
        if (history.Find(fingerprint) is { } hit)
        {
            if (!hit.Outputs.Values.All(output => content.LooksWhole(output.Digest))) return new Decision(null, "outputs are no longer in the store");
            if (!runExists(hit.RunId)) return new Decision(null, "its earlier run was deleted");
            return new Decision(hit, $"inputs unchanged since run {hit.RunId}");
        }
        return new Decision(null, history.FindLast(job.Experiment, step.Name) is { } last
            ? fingerprint.Difference(last.Fingerprint, manifestOf)
            : "first run of this step");
    }
}
