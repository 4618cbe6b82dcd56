namespace Nuke.Common;

/// <summary>Keeps the engine from printing parts of its output.</summary>
/// <param name="disabledOutputs">The parts; none means all.</param>
[AttributeUsage(AttributeTargets.Class)]
public class DisableDefaultOutputAttribute(params DefaultOutput[] disabledOutputs) : Attribute
{
    /// <summary>The parts that are not printed.</summary>
    public DefaultOutput[] DisabledOutputs { get; } = disabledOutputs.Length > 0 ? disabledOutputs : Enum.GetValues<DefaultOutput>();

    /// <summary>Whether the attribute counts for a build.</summary>
    public virtual bool IsApplicable(INukeBuild build) => true;
}
