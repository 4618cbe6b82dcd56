namespace Relevo.Mlflow.Tests.Http;

public sealed class RegistryContractTests
{
    [Fact]
    public async Task A_model_gets_versions_aliases_stages_and_tags()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        await server.CallAsync("POST", "registered-models/create", """{"name": "taxi", "description": "fares", "tags": [{"key": "a", "value": "b"}]}""");
        for (var i = 1; i <= 2; i++)
        {
            var version = (await server.CallAsync("POST", "model-versions/create", $$"""
                {"name": "taxi", "source": "mlflow-artifacts:/0/{{run}}/artifacts/model", "run_id": "{{run}}", "tags": [{"key": "n", "value": "{{i}}"}]}
                """)).GetProperty("model_version");
            Assert.Equal(i.ToString(), version.GetProperty("version").GetString());
            Assert.Equal("READY", version.GetProperty("status").GetString());
            Assert.Equal("None", version.GetProperty("current_stage").GetString());
        }
        await server.CallAsync("POST", "registered-models/alias", """{"name": "taxi", "alias": "champion", "version": "1"}""");
        Assert.Equal("1", (await server.CallAsync("GET", "registered-models/alias?name=taxi&alias=champion")).GetProperty("model_version").GetProperty("version").GetString());
        Assert.Equal("Registered model alias none not found.", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "GET", "registered-models/alias?name=taxi&alias=none"));
        await server.CallAsync("POST", "model-versions/transition-stage", """{"name": "taxi", "version": "2", "stage": "production", "archive_existing_versions": true}""");
        var latest = await server.CallAsync("POST", "registered-models/get-latest-versions", """{"name": "taxi", "stages": ["Production"]}""");
        Assert.Equal("2", latest.GetProperty("model_versions")[0].GetProperty("version").GetString());
        await server.CallAsync("POST", "model-versions/set-tag", """{"name": "taxi", "version": "2", "key": "approved", "value": "yes"}""");
        var found = await server.CallAsync("GET", "model-versions/search?filter=" + Uri.EscapeDataString("name='taxi' and tags.approved = 'yes'"));
        Assert.Equal(1, found.GetProperty("model_versions").GetArrayLength());
        await server.CallAsync("PATCH", "model-versions/update", """{"name": "taxi", "version": "2", "description": "better"}""");
        await server.CallAsync("DELETE", "model-versions/delete-tag", """{"name": "taxi", "version": "2", "key": "approved"}""");
        Assert.Equal($"mlflow-artifacts:/0/{run}/artifacts/model", (await server.CallAsync("GET", "model-versions/get-download-uri?name=taxi&version=2")).GetProperty("artifact_uri").GetString());

        await server.CallAsync("POST", "registered-models/rename", """{"name": "taxi", "new_name": "cab"}""");
        var model = (await server.CallAsync("GET", "registered-models/get?name=cab")).GetProperty("registered_model");
        Assert.Equal("champion", model.GetProperty("aliases")[0].GetProperty("alias").GetString());
        await server.CallAsync("DELETE", "model-versions/delete", """{"name": "cab", "version": "1"}""");
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "GET", "registered-models/alias?name=cab&alias=champion");
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "GET", "model-versions/get?name=cab&version=1");
        await server.CallAsync("DELETE", "registered-models/delete", """{"name": "cab"}""");
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "GET", "registered-models/get?name=cab");
    }

    [Fact]
    public async Task A_number_of_a_deleted_version_is_not_given_again()
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("POST", "registered-models/create", """{"name": "m"}""");
        await server.CallAsync("POST", "model-versions/create", """{"name": "m", "source": "s3://bucket/m"}""");
        await server.CallAsync("DELETE", "model-versions/delete", """{"name": "m", "version": "1"}""");
        Assert.Equal("2", (await server.CallAsync("POST", "model-versions/create", """{"name": "m", "source": "s3://bucket/m"}""")).GetProperty("model_version").GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("LATEST")]
    [InlineData("v1")]
    [InlineData("a b")]
    public async Task Reserved_and_odd_aliases_are_refused(string alias)
    {
        await using var server = await TestServer.StartAsync();
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "registered-models/alias", $$"""{"name": "m", "alias": "{{alias}}", "version": "1"}""");
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("mlflow-artifacts:/../../etc")]
    [InlineData("mlflow-artifacts:/0/%2e%2e/%2e%2e/etc")]
    public async Task A_source_outside_the_store_is_refused(string source)
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("POST", "registered-models/create", """{"name": "m"}""");
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "model-versions/create", $$"""{"name": "m", "source": "{{source}}"}""");
    }
}
