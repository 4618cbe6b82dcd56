using Relevo.Core.Expressions;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Checks what the steps of a pipeline are bound to, and gathers who depends on whom.</summary>
internal sealed class PipelineBindings
{
    private readonly PipelineJob _job;
    private readonly Diagnostics _diagnostics;
    private readonly OrderedDictionary<string, IReadOnlyList<string>> _dependencies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedInputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutputWriter> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places;
    private SortedSet<int> _current = [];

    public PipelineBindings(PipelineJob job, Diagnostics diagnostics)
    {
        (_job, _diagnostics) = (job, diagnostics);
        _places = job.Jobs.Keys.Index().ToDictionary(step => step.Item, step => step.Index, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Dependencies => _dependencies;

    public IReadOnlyDictionary<string, OutputWriter> Writers => _writers;

    public void Check()
    {
        CheckJobInputs();
        var keys = _job.Jobs.Keys.ToList();
        foreach (var step in _job.Jobs.Values)
        {
            _current = [];
            if (step is CommandStep command) CheckCommand(command);
            else if (step is UnsupportedStep unsupported) Scan(unsupported.Raw);
            CheckOutputs(step);
            _dependencies[step.Key] = [.. _current.Select(index => keys[index])];
        }
    }

    /// <summary>Inputs that no step uses and outputs that no step writes.</summary>
    public List<Fault> Unused()
    {
        // A nested pipeline or a registered component may use inputs in ways that are not seen here, but names them in its bindings.
        var inputs = _job.Inputs.Where(input => !_usedInputs.Any(used => used == input.Key || used.StartsWith(input.Key + ".", StringComparison.Ordinal)))
            .Select(input => new Fault(input.Value.Location, $"input '{input.Key}' of the pipeline is used by no step."));
        var outputs = _job.Outputs.Where(output => !_writers.ContainsKey(output.Key))
            .Select(output => new Fault(output.Value.Location, $"output '{output.Key}' of the pipeline is written by no step."));
        return [.. inputs, .. outputs];
    }

    private void CheckJobInputs()
    {
        foreach (var (name, input) in _job.Inputs)
        {
            if (input is JobInput.Unset) _diagnostics.Add(input.Location, $"input '{name}' has no value; give it 'path' or 'value', or --set inputs.{name}=...");
            if (input is JobInput.Binding { Text: var text } && Expressions(text, input.Location).Any(reference => reference is not Reference.Variable))
                _diagnostics.Add(input.Location, $"input '{name}' of the pipeline is '{text}'; expected a value, since nothing is above a pipeline.");
        }
    }

    private void CheckCommand(CommandStep step)
    {
        if (step is { ComponentFile: { } file, Component: null })
            _diagnostics.Add(step.Location, $"step '{step.Key}' names the component file '{SourceLocation.Shorten(file)}', which does not exist.");
        foreach (var (name, input) in step.Inputs)
        {
            if (input is JobInput.Binding { Text: var text })
                foreach (var reference in Expressions(text, input.Location)) CheckReference(reference, input.Location);
            if (step.Component is { } component) CheckAgainst(component, step, name, input);
            if (input is JobInput.Unset) _diagnostics.Add(input.Location, $"input '{name}' of step '{step.Key}' has no value; expected a value or a binding such as ${{{{parent.inputs.{name}}}}}.");
        }
        foreach (var (name, declared) in step.Component?.Inputs ?? Assets.Ordered.Empty<ComponentInput>())
        {
            if (declared.IsRequired && !step.Inputs.ContainsKey(name))
                _diagnostics.Add(step.Location, $"step '{step.Key}' lacks input '{name}' ({declared.Type}), which its component requires.");
        }
        foreach (var setting in step.BoundSettings)
            foreach (var reference in Expressions(setting.Text, setting.Location)) CheckReference(reference, setting.Location);
        foreach (var text in step.EnvironmentVariables.Values.Append(step.Compute ?? ""))
            foreach (var reference in Expressions(text, step.Location).Where(reference => reference is not (Reference.Input or Reference.Output))) CheckReference(reference, step.Location);
    }

    private void CheckAgainst(CommandComponent component, CommandStep step, string name, JobInput input)
    {
        if (!component.Inputs.TryGetValue(name, out var declared))
        {
            if (!component.Inputs.Keys.Any(known => name.StartsWith(known + ".", StringComparison.Ordinal)))
                _diagnostics.Add(input.Location, $"step '{step.Key}' gives unknown input '{name}'{NearestName.Suggest(name, component.Inputs.Keys)}");
            return;
        }
        var given = input is JobInput.Binding { Text: var text } && Template.Parse(text, out _).SoleReference is Reference.ParentInput { Name: var source }
            ? _job.Inputs.GetValueOrDefault(source)
            : input;
        if (given is JobInput.Literal { Text: var value } && ComponentReader.Unfit(declared, value) is { } expected)
            _diagnostics.Add(given.Location, $"input '{name}' of step '{step.Key}' is '{value}'; expected {expected}.");
    }

    private void CheckOutputs(PipelineStep step)
    {
        foreach (var (name, output) in step.Outputs)
        {
            if (step is CommandStep { Component: { } component } && !component.Outputs.ContainsKey(name))
                _diagnostics.Add(output.Location, $"step '{step.Key}' gives unknown output '{name}'{NearestName.Suggest(name, component.Outputs.Keys)}");
            if (output.Binding is not { } binding) continue;
            foreach (var reference in Expressions(binding, output.Location))
            {
                if (reference is not Reference.ParentOutput { Name: var target })
                    _diagnostics.Add(output.Location, $"output '{name}' of step '{step.Key}' is bound to ${{{{{reference}}}}}; expected ${{{{parent.outputs.name}}}}.");
                else if (!_job.Outputs.ContainsKey(target))
                    _diagnostics.Add(output.Location, $"the pipeline has no output '{target}'{NearestName.Suggest(target, _job.Outputs.Keys)}");
                else if (!_writers.TryAdd(target, new OutputWriter(step.Key, name)))
                    _diagnostics.Add(output.Location, $"output '{target}' of the pipeline is written twice: by '{_writers[target].Output}' of step '{_writers[target].Step}' and '{name}' of step '{step.Key}'.");
            }
        }
    }

    private void CheckReference(Reference reference, SourceLocation location)
    {
        switch (reference)
        {
            case Reference.ParentInput { Name: var name }:
                _usedInputs.Add(name);
                if (!Has(_job.Inputs.Keys, name)) _diagnostics.Add(location, $"the pipeline has no input '{name}'{NearestName.Suggest(name, _job.Inputs.Keys)}");
                break;
            case Reference.StepOutput { Step: var key, Name: var name }:
                if (Step(key, location) is CommandStep { ComponentReference: null } producer && (producer.Component is not null || producer.ComponentFile is null) && !producer.AllOutputs.ContainsKey(name))
                    _diagnostics.Add(location, $"step '{key}' has no output '{name}'{NearestName.Suggest(name, producer.AllOutputs.Keys)}");
                break;
            case Reference.StepInput { Step: var key, Name: var name }:
                if (Step(key, location) is CommandStep { ComponentReference: null } other && (other.Component is not null || other.ComponentFile is null) && !Has(other.AllInputs.Keys, name))
                    _diagnostics.Add(location, $"step '{key}' has no input '{name}'{NearestName.Suggest(name, other.AllInputs.Keys)}");
                break;
            case Reference.ParentOutput:
                _diagnostics.Add(location, $"${{{{{reference}}}}} is an output of the pipeline; expected ${{{{parent.jobs.step.outputs.name}}}} or ${{{{parent.inputs.name}}}}.");
                break;
            case Reference.Input or Reference.Output:
                _diagnostics.Add(location, $"${{{{{reference}}}}} has no meaning here; did you mean ${{{{parent.{reference}}}}}?");
                break;
        }
    }

    private PipelineStep? Step(string key, SourceLocation location)
    {
        if (_job.Jobs.TryGetValue(key, out var step))
        {
            _current.Add(_places[key]);
            return step;
        }
        _diagnostics.Add(location, $"the pipeline has no step '{key}'{NearestName.Suggest(key, _job.Jobs.Keys)}");
        return null;
    }

    // What a kind that is not known here does with its keys is not known either; but what it is bound to must exist.
    private void Scan(YamlNode node)
    {
        foreach (var child in node is YamlSequence sequence ? sequence.Items : node is YamlMapping mapping ? mapping.Entries.Select(entry => entry.Value) : []) Scan(child);
        if (node is not YamlScalar scalar || !JobInputReader.IsBinding(scalar.Text)) return;
        foreach (var expression in Template.Parse(scalar.Text, out _).Expressions)
        {
            if (expression.Reference is Reference.ParentInput or Reference.StepInput or Reference.StepOutput) CheckReference(expression.Reference, scalar.Location);
        }
    }

    private List<Reference> Expressions(string text, SourceLocation location)
    {
        var template = Template.Parse(text, out var faults);
        foreach (var fault in faults) _diagnostics.Add(location, fault.Message);
        return [.. template.Expressions.Select(expression => expression.Reference)];
    }

    private static bool Has(IEnumerable<string> names, string name) =>
        names.Any(known => known == name || name.StartsWith(known + ".", StringComparison.Ordinal));
}
