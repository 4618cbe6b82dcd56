using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;

namespace Relevo.Conformance;

public abstract partial class WorkspaceConformance
{
    [Fact]
    public async Task Provisioning_again_changes_nothing()
    {
        var events = await ProvisionAsync(("cpu-cluster", 2));
        Assert.Contains(events, e => e is ProvisionEvent.Completed { Change.Action: ChangeAction.Create, Change.Name: "cpu-cluster" });

        var plan = await Workspace.Provisioning.PlanAsync(Request(("cpu-cluster", 2)), Cancel);
        Assert.All(plan, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Empty(await ProvisionAsync(("cpu-cluster", 2)));
    }

    [Fact]
    public async Task A_plan_makes_nothing()
    {
        var plan = await Workspace.Provisioning.PlanAsync(Request(("cpu-cluster", 2)), Cancel);

        Assert.All(plan, change => Assert.Equal(ChangeAction.Create, change.Action));
        Assert.Empty(await OpenAgain().Provisioning.PlanTeardownAsync(Cancel));
    }

    [Fact]
    public async Task Each_change_starts_and_completes_in_turn()
    {
        var events = await ProvisionAsync(("first", 1), ("second", 1));

        foreach (var pair in events.Chunk(2))
            Assert.Equal(Assert.IsType<ProvisionEvent.Started>(pair[0]).Change, Assert.IsType<ProvisionEvent.Completed>(pair[1]).Change);
    }

    [Fact]
    public async Task A_changed_compute_is_updated_by_its_difference()
    {
        await ProvisionAsync(("cpu-cluster", 2));

        var plan = await OpenAgain().Provisioning.PlanAsync(Request(("cpu-cluster", 5)), Cancel);

        var change = Assert.Single(plan, change => change.IsPending);
        Assert.Equal((ChangeAction.Update, "cpu-cluster"), (change.Action, change.Name));
        Assert.Equal([new PropertyChange("max_instances", "2", "5")], change.Properties);
    }

    [Fact]
    public async Task Before_it_is_provisioned_a_workspace_reads_as_empty()
    {
        Assert.Null(await Workspace.Data.FindAsync(AssetReference.Parse("azureml:taxi@latest"), Cancel));
        Assert.Empty(await Workspace.Data.ListAsync(Cancel));
        Assert.Null(await Workspace.Tracking.FindAsync("0123456789abcdef0123456789abcdef", Cancel));
        Assert.Empty(await Workspace.Tracking.ListAsync("conformance", 10, Cancel));
        Assert.Null(await Workspace.Models.FindByAliasAsync("line", "champion", Cancel));
        Assert.Empty(await Workspace.Models.ListAsync("line", Cancel));
        Assert.Empty(await Workspace.Models.AliasHistoryAsync("line", "champion", Cancel));
        Assert.Null(await Workspace.Endpoints.FindAsync("line", Cancel));
        Assert.Empty(await Workspace.Endpoints.ListAsync(Cancel));
        Assert.Empty(await Workspace.Endpoints.StopAsync(Cancel));
        Assert.Empty(await Workspace.Provisioning.PlanTeardownAsync(Cancel));
    }

    [Fact]
    public async Task Before_it_is_provisioned_a_workspace_refuses_to_write_and_names_the_remedy()
    {
        var fault = await RefusedAsync(() => RegisterTextAsync("taxi", "a\n1\n"));
        Assert.Contains("Provision", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Workspace, fault.ExitCode);
        await RefusedAsync(() => Workspace.Models.TryMoveAliasAsync(Move(null, "1"), Cancel));
        await RefusedAsync(() => Workspace.Endpoints.SetTrafficAsync("line", new Dictionary<string, int> { ["blue"] = 100 }, Cancel));
        Assert.Empty(await Workspace.Provisioning.PlanTeardownAsync(Cancel));
    }

    [Fact]
    public async Task Teardown_removes_what_its_plan_lists()
    {
        await ProvisionAsync(("cpu-cluster", 2));
        await RegisterTextAsync("taxi", "a\n1\n");

        var listed = await Workspace.Provisioning.PlanTeardownAsync(Cancel);
        Assert.All(listed, change => Assert.Equal(ChangeAction.Delete, change.Action));
        Assert.Contains(listed, change => change.Name == "cpu-cluster");
        await Workspace.Provisioning.TeardownAsync(Cancel);

        Assert.Empty(await Workspace.Provisioning.PlanTeardownAsync(Cancel));
        Assert.Empty(await Workspace.Data.ListAsync(Cancel));
        Assert.Empty(await OpenAgain().Data.ListAsync(Cancel));
        await Workspace.Provisioning.TeardownAsync(Cancel);
    }

    [Fact]
    public async Task A_workspace_can_be_provisioned_again_after_its_teardown()
    {
        await ProvisionAsync();
        await RegisterTextAsync("taxi", "a\n1\n");
        await Workspace.Provisioning.TeardownAsync(Cancel);

        await ProvisionAsync();

        Assert.True((await RegisterTextAsync("taxi", "a\n1\n")).IsNew);
    }
}
