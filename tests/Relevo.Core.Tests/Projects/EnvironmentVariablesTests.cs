using Relevo.Core.Errors;
using Relevo.Core.Projects;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Projects;

public sealed class EnvironmentVariablesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mlops-project-template/config-infra-dev.yml", "rg-mlopsv2-0001dev", "true")]
    [InlineData("mlops-project-template/config-infra-prod.yml", "rg-mlopsv2-0001prod", "true")]
    [InlineData("mlops-v2-gha-demo/config-infra-prod.yml", "rg-mlopslite-ao04prod", "true")]
    [InlineData("mlops-v2-ado-demo/config-infra-prod.yml", "rg-mlopslite-0004-prod", "true")]
    public void The_files_of_the_mlops_v2_family_are_read_as_they_are(string file, string group, string cluster)
    {
        var variables = EnvironmentVariables.Load(SharedFiles.Require("corpus/" + file));
        Assert.Equal(group, variables["resource_group"]);
        Assert.Equal(cluster, variables["enable_aml_computecluster"]);
        Assert.True(variables.TryGetBoolean("ENABLE_AML_COMPUTECLUSTER", out var enabled) && enabled);
        Assert.DoesNotContain(variables.Values.Values, value => value.Contains("$(", StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_form_is_read_and_groups_are_passed_over()
    {
        var variables = Load("variables:\n  - group: secrets\n  - name: a\n    value: 0010\n  - name: b\n    value: $(a)-$(Build.BuildId)\n    readonly: true\n");
        Assert.Equal("0010-$(Build.BuildId)", variables["b"]);
        Assert.True(variables.TryGetInteger("a", out var number));
        Assert.Equal(10, number);
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("FALSE", false)]
    [InlineData("false", false)]
    public void Booleans_are_read_in_any_case(string text, bool expected)
    {
        Assert.True(Load($"variables: {{ a: {text} }}\n").TryGetBoolean("a", out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("variables: { a: $(a) }\n", "a -> a")]
    [InlineData("variables: { a: x$(b), b: $(C), c: $(A) }\n", "a -> b -> C -> A")]
    [InlineData("variables: { location: x, a: $(loaction) }\n", "did you mean 'location'?")]
    [InlineData("variables: { a: 1, A: 2 }\n", "given twice")]
    [InlineData("variables: { a: [1] }\n", "variable 'a' is a sequence; expected text.")]
    [InlineData("variables: [{ name: a }]\n", "variable 'a' has no 'value'.")]
    [InlineData("other: 1\n", "missing key 'variables'")]
    [InlineData("variables:\n  a: x-${{ parameters.env }}\n", "config.yml:2:6: variable 'a' uses '${{ parameters.env }}', which Azure DevOps fills in")]
    [InlineData("variables:\n- ${{ if eq(1, 1) }}:\n  - { name: a, value: 1 }\n", "config.yml:2:3: '${{ if eq(1, 1) }}' is decided by Azure DevOps")]
    [InlineData("variables:\n  ${{ if eq(1, 1) }}:\n    a: 1\n", "config.yml:2:3: '${{ if eq(1, 1) }}' is decided by Azure DevOps")]
    [InlineData("variables: [{ template: none.yml }]\n", "none.yml', which does not exist.")]
    [InlineData("variables: { '': 1 }\n", "a variable has no name")]
    public void Wrong_variables_are_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<RelevoException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Variables_take_from_one_another_in_any_order_and_by_either_sign()
    {
        var variables = Load("variables:\n  a: $(B)-${{ variables.c }}\n  b: ${{variables['c']}}\n  c: 0001\n  d: $[ dependencies.x ]$(Build.BuildId)\n  e:\n");
        Assert.Equal(["0001-0001", "0001", "0001", "$[ dependencies.x ]$(Build.BuildId)", ""], variables.Values.Values);
        Assert.Empty(Load("variables:\n").Values);
    }

    [Fact]
    public void What_a_group_may_hold_is_left_as_it_is_and_templates_are_read()
    {
        _folder.Write("common/base.yml", "variables: { base: x }\n");
        Assert.Equal("x-$(secret)", Load("variables:\n- group: g\n- template: common/base.yml\n- template: other.yml@templates\n- { name: a, value: $(base)-$(secret) }\n")["a"]);
    }

    [Fact]
    public void Variables_that_grow_without_bound_are_refused()
    {
        var lines = string.Concat(Enumerable.Range(1, 30).Select(i => $"  v{i}: $(v{i - 1})$(v{i - 1})$(v{i - 1})$(v{i - 1})\n"));
        Assert.Contains("grows beyond", Assert.Throws<RelevoException>(() => Load("variables:\n  v0: xxxxxxxx\n" + lines)).Message, StringComparison.Ordinal);
    }

    private EnvironmentVariables Load(string text) => EnvironmentVariables.Load(_folder.Write("config.yml", text));
}
