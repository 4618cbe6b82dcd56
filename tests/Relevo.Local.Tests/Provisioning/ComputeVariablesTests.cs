using Relevo.Core.Errors;
using Relevo.Local.Provisioning;

namespace Relevo.Local.Tests.Provisioning;

public sealed class ComputeVariablesTests
{
    [Fact]
    public void The_variables_of_the_mlops_v2_quickstart_give_its_cluster()
    {
        var compute = Assert.Single(Read(
            ("namespace", "mlopslite"),
            ("training_target", "cpu-cluster"),
            ("training_target_sku", "STANDARD_D2_V2"),
            ("training_target_min_nodes", "0"),
            ("training_target_max_nodes", "4"),
            ("training_target_tier", "dedicated")));

        Assert.Equal(new ComputeSpec { Name = "cpu-cluster", Size = "STANDARD_D2_V2", MinInstances = 0, MaxInstances = 4 }, compute);
    }

    [Fact]
    public void Each_family_gives_one_compute_in_the_order_of_the_variables() =>
        Assert.Equal(
            [("gpu", 1), ("cpu", 4)],
            Read(("BATCH_TARGET", "gpu"), ("batch_target_MAX_nodes", "1"), ("training_target", " cpu "), ("other_target", ""))
                .Select(compute => (compute.Name, compute.MaxInstances)));

    [Fact]
    public void Families_that_share_a_compute_give_it_the_larger_bound() =>
        Assert.Equal(
            [("cpu", 6)],
            Read(("a_target", "cpu"), ("a_target_max_nodes", "2"), ("b_target", "CPU"), ("b_target_max_nodes", "6"))
                .Select(compute => (compute.Name.ToLowerInvariant(), compute.MaxInstances)));

    [Fact]
    public void Every_wrong_number_is_named_at_once()
    {
        var fault = Assert.Throws<RelevoException>(() => Read(
            ("a_target", "a"), ("a_target_max_nodes", "many"), ("b_target", "b"), ("b_target_min_nodes", "5"), ("b_target_max_nodes", "2")));

        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
        Assert.Contains("'a_target_max_nodes' is 'many'", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("'b_target_min_nodes' is 5", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compute_without_nodes_is_refused() =>
        Assert.Throws<RelevoException>(() => Read(("a_target", "a"), ("a_target_max_nodes", "0")));

    private static IReadOnlyList<ComputeSpec> Read(params (string Name, string Value)[] variables) =>
        ComputeVariables.Read(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
