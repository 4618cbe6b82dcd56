using Nuke.Common;
using Relevo.Build.Doctor;

namespace Relevo.Build.Targets;

/// <summary>Looks for what would keep the project from shipping.</summary>
public interface IDoctor : IHasSession
{
    /// <summary>Checks the machine, the project's files and the workspace.</summary>
    Target Doctor => _ => _
        .Description("Checks the machine, the project's files and the workspace, and says how to mend what is wrong.")
        .Executes(async () =>
        {
            await Session.GuardAsync(async cancellationToken =>
            {
                var findings = await Examination.RunAsync(this, cancellationToken);
                Session.Output.Findings(findings);
                Examination.ThrowIfAnyFailed(findings);
            });
        });
}
