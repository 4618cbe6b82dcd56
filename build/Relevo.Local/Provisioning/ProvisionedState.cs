namespace Relevo.Local.Provisioning;

/// <summary>What is there before a change.</summary>
/// <param name="Project">The project that the workspace belongs to.</param>
/// <param name="Environment">The environment that it stands for.</param>
/// <param name="Computes">Its computes.</param>
internal sealed record ProvisionedState(string Project, string Environment, IReadOnlyList<ComputeSpec> Computes);
