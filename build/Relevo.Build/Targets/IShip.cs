using Nuke.Common;

namespace Relevo.Build.Targets;

/// <summary>The whole lifecycle.</summary>
public interface IShip : IProvision, IRegisterData, ITrain, IGate, IDeploy, ISmokeTest
{
    /// <summary>All stages in order.</summary>
    Target Ship => _ => _
        .Description("All stages in order: from data to a live, smoke-tested endpoint.")
        .DependsOn<IProvision>(x => x.Provision)
        .DependsOn<IRegisterData>(x => x.RegisterData)
        .DependsOn<ITrain>(x => x.Train)
        .DependsOn<IGate>(x => x.Gate)
        .DependsOn<IDeploy>(x => x.Deploy)
        .DependsOn<ISmokeTest>(x => x.SmokeTest)
        .Executes(async () =>
        {
            await Session.ShowShippedAsync(this);
        });
}
