namespace Relevo.Core.Jobs;

/// <summary>An interactive service beside a job, such as TensorBoard.</summary>
public sealed record JobService
{
    /// <summary><c>jupyter_lab</c>, <c>ssh</c>, <c>tensor_board</c>, <c>vs_code</c>, ...; null where nothing is said.</summary>
    public string? Type { get; init; }

    /// <summary>Port on the node, or null for any.</summary>
    public int? Port { get; init; }

    /// <summary>Further settings as written, such as <c>log_dir</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = Assets.Ordered.Empty<string>();
}
