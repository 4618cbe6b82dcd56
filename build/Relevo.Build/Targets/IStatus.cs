using Nuke.Common;

namespace Relevo.Build.Targets;

/// <summary>Tells where the project stands.</summary>
public interface IStatus : IHasSession
{
    /// <summary>Shows the lineage from commit to deployment.</summary>
    Target Status => _ => _
        .Description("Shows where the project stands: commit, data, run, model versions, deployment.")
        .Executes(async () =>
        {
            await Session.ReadAsync(this, (status, output) => output.Status(status));
        });
}
