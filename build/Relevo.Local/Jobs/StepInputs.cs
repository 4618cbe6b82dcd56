using System.Text;
using Relevo.Core.Errors;
using Relevo.Core.Expressions;
using Relevo.Core.Jobs;

namespace Relevo.Local.Jobs;

/// <summary>Follows the bindings of a step to values.</summary>
/// <param name="job">The job.</param>
/// <param name="sources">Where data inputs are.</param>
/// <param name="outputOf">An output of a step that has completed; null where the step does not have it.</param>
internal sealed class StepInputs(JobDefinition job, InputSources sources, Func<string, string, StepValue?> outputOf)
{
    /// <summary>The inputs of a step that have a value. Optional ones that were not given are left out.</summary>
    /// <exception cref="RelevoException">A binding leads nowhere.</exception>
    public Dictionary<string, StepValue> Resolve(StepDefinition step)
    {
        var values = new Dictionary<string, StepValue>(StringComparer.Ordinal);
        foreach (var (name, input) in step.Inputs)
            if (Resolve(step, input) is { } value) values[name] = value;
        return values;
    }

    /// <summary>What a reference in a binding, a variable or a command of a step leads to, other than the step's own inputs and outputs.</summary>
    public StepValue? Resolve(StepDefinition step, Reference reference) => reference switch
    {
        Reference.ParentInput { Name: var name } => job.Inputs.TryGetValue(name, out var input) ? Resolve(step, input) : null,
        Reference.StepOutput { Step: var other, Name: var name } => outputOf(other, name),
        Reference.ParentOutput { Name: var name } => job.Outputs.TryGetValue(name, out var producer) ? outputOf(producer.Step, producer.Output) : null,
        Reference.StepInput { Step: var other, Name: var name } =>
            job.Steps.FirstOrDefault(candidate => candidate.Name == other) is { } found && found.Inputs.TryGetValue(name, out var input) ? Resolve(found, input) : null,
        Reference.Variable { Name: "name" } => new StepValue.Literal(step.Name),
        _ => throw new RelevoException(
            $"{step.Location}: '${{{{{reference}}}}}' in step '{step.Name}' has no meaning in a local workspace.",
            "use inputs, outputs or parent inputs and outputs.", ExitCode.Configuration),
    };

    private StepValue? Resolve(StepDefinition step, JobInput input)
    {
        if (input is JobInput.Literal literal) return new StepValue.Literal(literal.Text);
        if (input is JobInput.Data data) return sources.Of(data);
        var template = Template.Parse(((JobInput.Binding)input).Text);
        if (template.SoleReference is { } sole) return Resolve(step, sole);
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            if (part is TemplatePart.Text plain) text.Append(plain.Value);
            else if (part is TemplatePart.Expression expression) text.Append(TextOf(Resolve(step, expression.Reference)));
        }
        return new StepValue.Literal(text.ToString());
    }

    private static string? TextOf(StepValue? value) => value is StepValue.Content content ? content.Path : (value as StepValue.Literal)?.Text;
}
