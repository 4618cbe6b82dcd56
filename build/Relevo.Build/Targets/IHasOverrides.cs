using Nuke.Common;

namespace Relevo.Build.Targets;

/// <summary>Values of the job's YAML that are replaced for one run.</summary>
public interface IHasOverrides : IHasSession
{
    /// <summary>Replacements such as <c>inputs.learning_rate=0.3</c>.</summary>
    [Parameter("Values of the job's YAML to replace for this run, such as inputs.learning_rate=0.3; several are separated by spaces.")]
    string[] Set => TryGetValue(() => Set);
}
