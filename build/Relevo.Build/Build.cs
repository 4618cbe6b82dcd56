using Nuke.Common;
using Relevo.Build.Parameters;
using Relevo.Build.Sessions;
using Relevo.Build.Targets;

namespace Relevo.Build;

/// <summary>
/// The toolkit's own build: every component. A team's build takes those that it needs, by naming their interfaces beside <see cref="NukeBuild"/>.
/// </summary>
[DisableDefaultOutput(DefaultOutput.Logo, DefaultOutput.ErrorsAndWarnings, DefaultOutput.Timestamps)]
[OneEnd]
internal sealed class Build : NukeBuild, IDoctor, IPlan, IShip, IRollback, IStatus, IServe, IStop, ITeardown, INew, ITest
{
    public static int Main()
    {
        Surroundings.Quiet();
        if (StrictParameters.Refuse(typeof(Build)) is not { } faults) return Execute<Build>(build => ((IShip)build).Ship);
        Surroundings.Report(faults);
        return (int)Core.Errors.ExitCode.Configuration;
    }

    /// <inheritdoc/>
    protected override void OnBuildCreated() => NoLogo = true;

    /// <inheritdoc/>
    protected override void OnBuildFinished() => Session.Close(this);
}
