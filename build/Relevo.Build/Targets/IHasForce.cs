using Nuke.Common;

namespace Relevo.Build.Targets;

/// <summary>The wish to do again what an unchanged input would leave out.</summary>
public interface IHasForce : IHasSession
{
    /// <summary>Runs steps also where their inputs are unchanged.</summary>
    [Parameter("Run every step again, also where its inputs are unchanged.")]
    bool Force => TryGetValue<bool?>(() => Force) ?? false;
}
