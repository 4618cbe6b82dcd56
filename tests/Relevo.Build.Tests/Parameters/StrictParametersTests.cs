using Relevo.Build.Parameters;

namespace Relevo.Build.Tests.Parameters;

/// <summary>The guard that holds under either engine: what NUKE itself would let pass.</summary>
public sealed class StrictParametersTests
{
    private static readonly IReadOnlyList<BuildParameter> Known = BuildParameter.Of(typeof(Relevo.Build.Build));

    [Theory]
    [InlineData("Ship")]
    [InlineData("Ship Status --force --fail-on-reject --set inputs.a=1 inputs.b=-2")]
    [InlineData("--port 5000 --PORT-less")]
    [InlineData("Train --target Gate --skip --plan --no-logo --continue --verbosity verbose --root . --profile ci --host Terminal")]
    [InlineData("Train --failOnReject true --FAIL-ON-REJECTED")]
    public void What_is_known_passes(string words)
    {
        var expected = words.Split(' ').Count(word => word is "--PORT-less" or "--FAIL-ON-REJECTED");

        Assert.Equal(expected, Faults(words).Count);
    }

    [Theory]
    [InlineData("--port abc", "--port 'abc' is not a whole number.")]
    [InlineData("--port 1.5", "--port '1.5' is not a whole number.")]
    [InlineData("--force maybe", "--force 'maybe' is not true or false.")]
    [InlineData("--port", "--port needs a whole number.")]
    [InlineData("--port 1 2", "--port takes one value, not 2.")]
    [InlineData("--fail-on-rejct", "There is no option --fail-on-rejct; did you mean 'fail-on-reject'?")]
    [InlineData("--port 1 --port 2", "--port is given twice")]
    public void One_and_two_what_does_not_parse_or_is_unknown_is_refused(string words, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Faults(words)), StringComparison.Ordinal);

    [Fact]
    public void Three_a_secret_is_not_shown()
    {
        var faults = Faults("--tracking-token hunter2 hunter2");

        Assert.DoesNotContain("hunter2", Assert.Single(faults), StringComparison.Ordinal);
        Assert.True(Known.Single(p => p.Option == "tracking-token").IsSecret);
    }

    [Fact]
    public void Four_a_variable_under_two_names_is_refused() =>
        Assert.Equal("The variables PORT and NUKE_PORT are both set; unset one of them.", Assert.Single(Faults("", ("PORT", "1"), ("NUKE_PORT", "1"))));

    [Theory]
    [InlineData("DETAILED_EXIT_CODE")]
    [InlineData("NUKE_DETAILED_EXIT_CODE")]
    [InlineData("nuke_detailedExitCode")]
    public void Five_an_empty_variable_is_forgotten_before_the_engine_reads_it(string name)
    {
        Environment.SetEnvironmentVariable(name, "");

        StrictParameters.ForgetEmptyVariables(typeof(Relevo.Build.Build));

        Assert.DoesNotContain(name, Environment.GetEnvironmentVariables().Keys.Cast<string>());
    }

    [Fact]
    public void A_variable_with_our_prefix_must_parse_and_another_programs_may_be_anything()
    {
        Assert.Equal("The variable NUKE_PORT is 'abc', which is not a whole number.", Assert.Single(Faults("", ("NUKE_PORT", "abc"))));
        Assert.Empty(Faults("", ("PORT", "tcp://10.0.0.1"), ("NAME", "runner"), ("HOME", "/")));
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(3, Faults("--prot 1 --force maybe", ("NUKE_PORT", "abc")).Count);

    [Fact]
    public void Names_ignore_case_and_punctuation()
    {
        Assert.Equal(BuildParameter.KeyOf("--fail-on-reject"), BuildParameter.KeyOf("FAIL_ON_REJECT"));
        Assert.Equal(BuildParameter.KeyOf("FailOnReject"), BuildParameter.KeyOf("fail.on.reject"));
    }

    private static IReadOnlyList<string> Faults(string words, params (string Name, string Value)[] variables) =>
        StrictParameters.Faults(Known, words.Split(' ', StringSplitOptions.RemoveEmptyEntries), variables.ToDictionary(v => v.Name, v => v.Value));
}
