using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Registers the project's data.</summary>
public interface IRegisterData : IHasSession
{
    /// <summary>Registers the data assets; the same content gives the version that is there.</summary>
    Target RegisterData => _ => _
        .Description("Registers the data assets; the same content gives the version that is there.")
        .TryAfter<IProvision>(x => x.Provision)
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "RegisterData", async (context, cancellationToken) =>
            {
                var record = await Session.ShowAsync<RegisterDataRecord>(new RegisterDataStage(context).RunAsync(cancellationToken));
                ReportSummary(_ => record.Assets.Aggregate(_, (pairs, a) => pairs.AddPair(a.Version.Name, $"version {a.Version.Version}{(a.IsNew ? " (new)" : "")}")));
            });
        });
}
