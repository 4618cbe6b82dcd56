namespace Relevo.Build.Sessions;

/// <summary>
/// Ends a target with a message for people. NUKE prints what <see cref="ToString"/> gives, so that leaves the stack trace out unless it was
/// asked for.
/// </summary>
internal sealed class TargetFailedException(string problem, string? remedy, Exception? detail)
    : Exception(remedy is null ? problem : $"{problem}{Environment.NewLine}  Remedy: {remedy}")
{
    /// <inheritdoc/>
    public override string ToString() => detail is null ? Message : $"{Message}{Environment.NewLine}{detail}";
}
