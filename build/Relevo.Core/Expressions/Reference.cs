namespace Relevo.Core.Expressions;

/// <summary>What an expression refers to.</summary>
public abstract record Reference
{
    private Reference()
    {
    }

    /// <summary><c>inputs.x</c>: an input of the job or step that holds the text.</summary>
    /// <param name="Name">Name of the input.</param>
    public sealed record Input(string Name) : Reference;

    /// <summary><c>outputs.x</c>: an output of the job or step that holds the text.</summary>
    /// <param name="Name">Name of the output.</param>
    public sealed record Output(string Name) : Reference;

    /// <summary><c>parent.inputs.x</c>: an input of the pipeline.</summary>
    /// <param name="Name">Name of the input.</param>
    public sealed record ParentInput(string Name) : Reference;

    /// <summary><c>parent.outputs.x</c>: an output of the pipeline.</summary>
    /// <param name="Name">Name of the output.</param>
    public sealed record ParentOutput(string Name) : Reference;

    /// <summary><c>parent.jobs.s.inputs.x</c>: an input of another step.</summary>
    /// <param name="Step">Key of the step.</param>
    /// <param name="Name">Name of the input.</param>
    public sealed record StepInput(string Step, string Name) : Reference;

    /// <summary><c>parent.jobs.s.outputs.y</c>: an output of another step.</summary>
    /// <param name="Step">Key of the step.</param>
    /// <param name="Name">Name of the output.</param>
    public sealed record StepOutput(string Step, string Name) : Reference;

    /// <summary><c>search_space.x</c>: a hyperparameter of a sweep.</summary>
    /// <param name="Name">Name of the hyperparameter.</param>
    public sealed record SearchSpace(string Name) : Reference;

    /// <summary>A variable that the workspace fills in: <c>name</c>, <c>output_name</c>, <c>default_datastore</c>, ...</summary>
    /// <param name="Name">Name of the variable.</param>
    public sealed record Variable(string Name) : Reference;

    /// <summary>The reference as it is written between <c>${{</c> and <c>}}</c>.</summary>
    public sealed override string ToString() => this switch
    {
        Input input => $"inputs.{input.Name}",
        Output output => $"outputs.{output.Name}",
        ParentInput input => $"parent.inputs.{input.Name}",
        ParentOutput output => $"parent.outputs.{output.Name}",
        StepInput input => $"parent.jobs.{input.Step}.inputs.{input.Name}",
        StepOutput output => $"parent.jobs.{output.Step}.outputs.{output.Name}",
        SearchSpace parameter => $"search_space.{parameter.Name}",
        Variable variable => variable.Name,
        _ => throw new InvalidOperationException("A reference is one of the cases above."),
    };
}
