using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Relevo.Core.Endpoints;
using Relevo.Core.Workspaces;

namespace Relevo.Conformance;

public abstract partial class WorkspaceConformance
{
    private const string TenRequest = """{"input_data": {"columns": ["X"], "data": [[10]]}}""";

    [Fact]
    public async Task A_new_deployment_is_healthy_and_gets_no_traffic()
    {
        await ProvisionAsync();
        var model = await RegisterModelAsync(2);

        var healthy = await DeployAsync("blue", model);

        Assert.True(healthy.IsNew);
        Assert.Null(healthy.Endpoint.Live);
        var deployment = Assert.Single(healthy.Endpoint.Deployments);
        Assert.Equal(("blue", "line", "1", 0, true), (deployment.Name, deployment.Model, deployment.ModelVersion, deployment.TrafficPercent, deployment.IsHealthy));
        Assert.Equal(("line-endpoint", "key", true), (healthy.Endpoint.Name, healthy.Endpoint.AuthMode, healthy.Endpoint.IsRunning));
        Assert.Equal(20, await PredictAsync("blue"), 1.0);
        Assert.False((await DeployAsync("blue", model)).IsNew);
    }

    [Fact]
    public async Task Traffic_moves_to_the_new_deployment_and_back()
    {
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));
        var second = await DeployAsync("green", await RegisterModelAsync(3));
        Assert.Equal(("blue", 20.0), (second.Endpoint.Live?.Name, Math.Round(await PredictAsync(null) / 10) * 10));
        Assert.Equal(30, await PredictAsync("green"), 1.5);

        await SetTrafficAsync(("green", 100));
        Assert.Equal("green", (await OpenAgain().Endpoints.FindAsync("line-endpoint", Cancel))?.Live?.Name);
        Assert.Equal(30, await PredictAsync(null), 1.5);

        await SetTrafficAsync(("blue", 100), ("green", 0));
        Assert.Equal(20, await PredictAsync(null), 1.0);
        var state = await Workspace.Endpoints.FindAsync("line-endpoint", Cancel);
        Assert.Equal([("blue", 100), ("green", 0)], state?.Deployments.Select(d => (d.Name, d.TrafficPercent)).Order());
    }

    [Fact]
    public async Task A_deployment_that_cannot_serve_its_model_leaves_the_live_one_untouched()
    {
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));
        var (result, _) = await RunAsync("""
            type: command
            outputs: { trained_model: { type: custom_model } }
            environment: azureml:any@latest
            command: echo damaged > ${{outputs.trained_model}}/model.zip
            """);
        var damaged = await Workspace.Models.RegisterAsync(Registration(result), Cancel);

        await RefusedAsync(() => DeployAsync("green", damaged));

        var state = await Workspace.Endpoints.FindAsync("line-endpoint", Cancel);
        Assert.Equal("blue", state?.Live?.Name);
        Assert.DoesNotContain(state?.Deployments ?? [], deployment => deployment.Name == "green" && deployment.IsHealthy);
        Assert.Equal(20, await PredictAsync(null), 1.0);
    }

    [Fact]
    public async Task A_deployment_is_removed_once_it_gets_no_traffic()
    {
        await ProvisionAsync();
        var model = await RegisterModelAsync(2);
        await DeployAsync("blue", model);
        await DeployAsync("green", model);
        await SetTrafficAsync(("green", 100));

        await RefusedAsync(() => Workspace.Endpoints.RemoveDeploymentAsync("line-endpoint", "green", Cancel));
        await Workspace.Endpoints.RemoveDeploymentAsync("line-endpoint", "blue", Cancel);
        await Workspace.Endpoints.RemoveDeploymentAsync("line-endpoint", "blue", Cancel);
        await Workspace.Endpoints.RemoveDeploymentAsync("unknown", "blue", Cancel);

        var state = await Workspace.Endpoints.FindAsync("line-endpoint", Cancel);
        Assert.Equal(["green"], state?.Deployments.Select(deployment => deployment.Name));
        Assert.Equal(20, await PredictAsync(null), 1.0);
    }

    [Fact]
    public async Task Traffic_that_names_what_is_not_there_or_does_not_add_up_is_refused()
    {
        await ProvisionAsync();
        await RefusedAsync(() => SetTrafficAsync(("blue", 100)));
        await DeployAsync("blue", await RegisterModelAsync(2));

        await RefusedAsync(() => SetTrafficAsync(("green", 100)));
        await RefusedAsync(() => SetTrafficAsync(("blue", 90)));

        Assert.Null((await Workspace.Endpoints.FindAsync("line-endpoint", Cancel))?.Live);
    }

    [Fact]
    public async Task A_stopped_endpoint_comes_back_as_it_was()
    {
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));
        var before = await Workspace.Endpoints.FindAsync("line-endpoint", Cancel);

        Assert.Equal(["line-endpoint"], await Workspace.Endpoints.StopAsync(Cancel));
        Assert.Empty(await Workspace.Endpoints.StopAsync(Cancel));
        var stopped = await Workspace.Endpoints.FindAsync("line-endpoint", Cancel);
        Assert.Equal((false, null), (stopped?.IsRunning, stopped?.ScoringUri));
        Assert.Equal("blue", stopped?.Live?.Name);
        await RefusedAsync(() => Workspace.Endpoints.InvokeAsync("line-endpoint", null, TenRequest, Cancel));

        var started = Assert.Single(await OpenAgain().Endpoints.StartAsync(Cancel));
        Assert.Equal(before?.ScoringUri, started.ScoringUri);
        Assert.Equal(before?.Deployments, started.Deployments);
        Assert.Equal(20, await PredictAsync(null), 1.0);
        Assert.Empty(await Workspace.Endpoints.StartAsync(Cancel));
    }

    [Fact]
    public async Task A_wrong_request_is_an_answer_with_its_status()
    {
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));

        var answer = await Workspace.Endpoints.InvokeAsync("line-endpoint", null, """{"input_data": 1}""", Cancel);

        Assert.False(answer.IsSuccess);
        Assert.Equal(400, answer.StatusCode);
        await RefusedAsync(() => Workspace.Endpoints.InvokeAsync("unknown", null, TenRequest, Cancel));
    }

    [Fact]
    public async Task Teardown_leaves_no_endpoint_behind()
    {
        await ProvisionAsync();
        var healthy = await DeployAsync("blue", await RegisterModelAsync(2));
        Assert.Contains(await Workspace.Provisioning.PlanTeardownAsync(Cancel), change => change.Name == "line-endpoint");

        await Workspace.Provisioning.TeardownAsync(Cancel);

        Assert.Null(await Workspace.Endpoints.FindAsync("line-endpoint", Cancel));
        using var client = new TcpClient();
        var address = healthy.Endpoint.ScoringUri!; // It was running.
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(address.Host, address.Port, Cancel).AsTask());
    }

    [Fact]
    public async Task A_deployment_of_a_kind_that_is_not_known_here_is_refused_at_its_place_in_the_file()
    {
        await ProvisionAsync();
        var model = await RegisterModelAsync(2);
        Project.Write("code/score.py", "");
        var deployment = Project.Deployment("line-endpoint", "code_configuration: { code: code, scoring_script: score.py }");
        if (ServesScoringScripts) Assert.Skip("This workspace runs scoring scripts.");

        var fault = await RefusedAsync(() => DeployAsync("blue", model, deployment));

        Assert.Matches(@"deployment\.yml:\d+:\d+", fault.Problem);
        Assert.Null(await Workspace.Endpoints.FindAsync("line-endpoint", Cancel));
    }

    /// <summary>Whether deployments may have a scoring script.</summary>
    protected virtual bool ServesScoringScripts => false;

    protected async Task<DeployEvent.Healthy> DeployAsync(string name, ModelVersion model, OnlineDeployment? deployment = null)
    {
        var request = new DeployRequest
        {
            Endpoint = Project.Endpoint("line-endpoint"),
            Deployment = deployment ?? Project.Deployment("line-endpoint"),
            DeploymentName = name,
            Model = model,
        };
        var events = await Workspace.Endpoints.DeployAsync(request, Cancel).ToListAsync(Cancel);
        return Assert.IsType<DeployEvent.Healthy>(events[^1]);
    }

    protected Task SetTrafficAsync(params (string Name, int Percent)[] shares) =>
        Workspace.Endpoints.SetTrafficAsync("line-endpoint", shares.ToDictionary(share => share.Name, share => share.Percent), Cancel);

    /// <summary>What the model answers for x = 10.</summary>
    protected async Task<double> PredictAsync(string? deployment)
    {
        var answer = await Workspace.Endpoints.InvokeAsync("line-endpoint", deployment, TenRequest, Cancel);
        Assert.True(answer.IsSuccess, string.Create(CultureInfo.InvariantCulture, $"{answer.StatusCode}: {answer.Body}"));
        if (deployment is not null) Assert.Equal(deployment, answer.Deployment);
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement[0].GetDouble();
    }
}
