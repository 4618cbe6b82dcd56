using CsCheck;
using Relevo.Core.Workspaces;
using Relevo.Local.Provisioning;

namespace Relevo.Local.Tests.Provisioning;

public sealed class ProvisionPlanTests
{
    private static readonly Gen<Dictionary<string, string>> Variables =
        Gen.Select(Gen.Char["abcd"], Gen.Int[1, 5], (name, nodes) => (Name: name, Nodes: nodes)).List[0, 6].Select(families =>
        {
            var variables = new Dictionary<string, string>();
            foreach (var (name, nodes) in families)
            {
                variables[$"{name}_target"] = $"cluster-{name}";
                variables[$"{name}_target_max_nodes"] = $"{nodes}";
            }
            return variables;
        });

    [Fact]
    public void A_plan_turns_any_state_into_what_is_asked() => Gen.Select(Variables, Variables).Sample((before, after) =>
    {
        var there = ProvisionPlan.Computes(Request(before)).ToDictionary(compute => compute.Name);
        var asked = ProvisionPlan.Computes(Request(after));
        var state = new ProvisionedState("p", "dev", [.. there.Values]);

        foreach (var change in ProvisionPlan.Compare(Request(after), "ws", state).Where(change => change is { IsPending: true, ResourceKind: "amlcompute" }))
        {
            if (change.Action == ChangeAction.Delete) Assert.True(there.Remove(change.Name));
            else there[change.Name] = asked.Single(compute => compute.Name == change.Name);
        }

        Assert.Equal(asked.OrderBy(c => c.Name), there.Values.OrderBy(c => c.Name));
        Assert.DoesNotContain(ProvisionPlan.Compare(Request(after), "ws", state with { Computes = [.. there.Values] }), change => change.IsPending);
    });

    [Fact]
    public void Another_project_in_the_same_folder_is_a_change()
    {
        var plan = ProvisionPlan.Compare(Request([]), "ws", new ProvisionedState("other", "dev", []));

        var change = Assert.Single(plan);
        Assert.Equal((ChangeAction.Update, "ws"), (change.Action, change.Name));
        Assert.Equal([new PropertyChange("project", "other", "p")], change.Properties);
    }

    [Fact]
    public void A_new_workspace_comes_before_its_computes() =>
        Assert.Equal(
            ["workspace", "amlcompute"],
            ProvisionPlan.Compare(Request(new() { ["training_target"] = "cpu" }), "ws", null).Select(change => change.ResourceKind));

    private static ProvisionRequest Request(Dictionary<string, string> variables) => new()
    {
        Project = "p",
        Environment = "dev",
        Variables = variables,
        Computes = [],
    };
}
