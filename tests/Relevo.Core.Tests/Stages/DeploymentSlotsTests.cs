using CsCheck;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Tests.Stages;

public sealed class DeploymentSlotsTests
{
    [Theory]
    [InlineData("blue", "green")]
    [InlineData("green", "blue")]
    [InlineData("taxi-online-dp", "taxi-online-dp-green")]
    [InlineData("a-name-of-exactly-thirty-two-cha", "a-name-of-exactly-thirty-t-green")]
    public void The_partner_has_a_name_that_azure_allows(string name, string partner) => Assert.Equal(partner, DeploymentSlots.Partner(name));

    [Fact]
    public void The_first_deployment_has_the_name_of_the_yaml() => Assert.Equal("blue", DeploymentSlots.For("blue", null, Version("1")));

    [Fact]
    public void A_new_version_goes_beside_the_live_one() => Assert.Equal("green", DeploymentSlots.For("blue", Endpoint(("blue", "1", 100)), Version("2")));

    [Fact]
    public void The_slot_without_traffic_is_used_again() => Assert.Equal("blue", DeploymentSlots.For("blue", Endpoint(("blue", "1", 0), ("green", "2", 100)), Version("3")));

    [Fact]
    public void A_version_that_is_deployed_stays_where_it_is() => Assert.Equal("blue", DeploymentSlots.For("blue", Endpoint(("blue", "1", 0), ("green", "2", 100)), Version("1")));

    [Fact]
    public void A_deployment_that_somebody_else_made_is_left_alone() => Assert.Equal("blue", DeploymentSlots.For("blue", Endpoint(("shadow", "9", 100)), Version("1")));

    [Fact]
    public void Another_version_is_never_put_where_the_traffic_is() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool).Sample((blue, green, blueIsLive) =>
        {
            var endpoint = Endpoint(("blue", $"{blue}", blueIsLive ? 100 : 0), ("green", $"{green}", blueIsLive ? 0 : 100));
            var slot = DeploymentSlots.For("blue", endpoint, Version("2"));
            var there = endpoint.Deployments.Single(d => d.Name == slot);
            return there.TrafficPercent == 0 || there.ModelVersion == "2";
        });

    private static ModelVersion Version(string version) => new() { Model = "m", Version = version, Source = "", CreatedAt = default };

    private static EndpointState Endpoint(params (string Name, string Version, int Traffic)[] deployments) => new()
    {
        Name = "e",
        ScoringUri = null,
        IsRunning = true,
        AuthMode = "key",
        Deployments = [.. deployments.Select(d => new DeploymentState { Name = d.Name, Model = "m", ModelVersion = d.Version, TrafficPercent = d.Traffic, IsHealthy = true })],
    };
}
