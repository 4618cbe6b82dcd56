namespace Relevo.Core.Gate;

/// <summary>The step of the training job that scores a model on held-out rows, and which of its inputs the gate fills in.</summary>
/// <param name="Step">The step's name in the job.</param>
/// <param name="ModelInput">The input that takes the model's folder.</param>
/// <param name="DataInput">The input that takes the held-out rows; both models get those of the candidate's run.</param>
public sealed record EvaluateDefinition(string Step, string ModelInput, string DataInput);
