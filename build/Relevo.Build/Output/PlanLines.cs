using Relevo.Core.Stages;

namespace Relevo.Build.Output;

/// <summary>A plan as lines.</summary>
internal static class PlanLines
{
    /// <summary>What <c>Ship</c> would do.</summary>
    public static IEnumerable<string> Of(Style style, ProjectPlan plan)
    {
        foreach (var change in plan.Resources)
        {
            foreach (var line in ChangeLines.Pending(style, change)) yield return line;
        }
        foreach (var (name, data) in plan.Data)
        {
            yield return data.Existing is null
                ? $"{style.Good("+")} data {style.Strong(name)} version {data.Version} ({Words.Bytes(data.SizeBytes)})"
                : style.Faint($"= data {name} version {data.Version}");
        }
        if (plan.Steps is null) yield return $"{style.Warn("~")} train: every step, since what it reads is not registered yet";
        foreach (var step in plan.Steps ?? [])
        {
            yield return step.WillRun ? $"{style.Warn("~")} step {style.Strong(step.Step)}: {step.Reason}" : style.Faint($"= step {step.Step}: {step.Reason}");
        }
        if (plan.Deployment is { } deployment) yield return $"{style.Warn("~")} {deployment}";
        yield return plan.HasChanges ? "Ship would make these changes; the gate decides about the model." : "Nothing to change.";
    }
}
