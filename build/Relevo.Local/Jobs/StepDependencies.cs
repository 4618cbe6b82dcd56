using Relevo.Core.Errors;
using Relevo.Core.Expressions;
using Relevo.Core.Jobs;

namespace Relevo.Local.Jobs;

/// <summary>Which steps wait for which, from the outputs that they read.</summary>
internal sealed class StepDependencies(IReadOnlyList<StepDefinition> steps, IReadOnlyDictionary<string, (string Step, string Output)> jobOutputs)
{
    private readonly Dictionary<string, StepDefinition> _steps = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);

    /// <summary>The steps, each after those that it waits for and otherwise in the order of the file.</summary>
    /// <param name="first">The step that every other waits for, or null.</param>
    /// <param name="last">The step that waits for every other and runs however they end, or null.</param>
    /// <exception cref="RelevoException">Steps wait for one another in a circle.</exception>
    public List<StepDefinition> Order(string? first, string? last)
    {
        var waiting = steps.Select(step => step with { DependsOn = NamesFor(step, first, last), IsFinal = step.Name == last }).ToList();
        var ordered = new List<StepDefinition>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var next = waiting.Find(step => step.DependsOn.All(done.Contains)) ?? throw new RelevoException(
                $"{waiting[0].Location}: the steps {string.Join(", ", waiting.Select(step => $"'{step.Name}'"))} wait for one another.",
                "remove one of the bindings between them.", ExitCode.Configuration);
            waiting.Remove(next);
            ordered.Add(next);
            done.Add(next.Name);
        }
        return ordered;
    }

    private List<string> NamesFor(StepDefinition step, string? first, string? last)
    {
        if (step.Name == last) return [.. steps.Where(other => other.Name != last).Select(other => other.Name)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in step.Inputs.Values) Collect(input, names, []);
        foreach (var template in step.Variables.Values.Append(step.Command)) Collect(template, names, []);
        if (first is not null && step.Name != first) names.Add(first);
        return [.. steps.Select(other => other.Name).Where(names.Contains)];
    }

    private void Collect(JobInput input, HashSet<string> names, HashSet<JobInput> seen)
    {
        if (input is JobInput.Binding binding && seen.Add(input)) Collect(Template.Parse(binding.Text), names, seen);
    }

    private void Collect(Template template, HashSet<string> names, HashSet<JobInput> seen)
    {
        foreach (var expression in template.Expressions)
        {
            if (expression.Reference is Reference.StepOutput output) names.Add(output.Step);
            else if (expression.Reference is Reference.ParentOutput parent && jobOutputs.TryGetValue(parent.Name, out var producer)) names.Add(producer.Step);
            else if (expression.Reference is Reference.StepInput other && _steps.TryGetValue(other.Step, out var step) && step.Inputs.TryGetValue(other.Name, out var input))
                Collect(input, names, seen);
        }
    }
}
