using System.Reflection;
using Nuke.Common;

namespace Relevo.Engine.Execution;

/// <summary>Which parts of its output the engine prints for a build.</summary>
internal static class Output
{
    public static bool IsEnabled(NukeBuild build, DefaultOutput part)
        => !build.GetType().IsDefined(typeof(DisableDefaultOutputAttribute))
           || !build.GetType().GetCustomAttributes<DisableDefaultOutputAttribute>().Any(x => x.IsApplicable(build) && x.DisabledOutputs.Contains(part));
}
