using Relevo.Core.Errors;
using Relevo.Core.Projects;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Projects;

public sealed class ProjectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ProjectTests()
    {
        foreach (var file in (string[])["job.yml", "data.yml", "env.yml", "gate.yml", "endpoint.yml", "deployment.yml", "sample.json"]) _folder.Write(file, "");
        _folder.Write("config-infra-dev.yml", "variables:\n  namespace: ns\n  postfix: 0001\n  environment: dev\n  flag: TRUE\n  rg: rg-$(namespace)-$(postfix)$(environment)\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_whole_project_is_read()
    {
        var project = Load("""
            $schema: x.json
            version: 1
            name: bird-strike
            data: data.yml
            job_environments: [env.yml]
            job: job.yml
            model: { name: damage, output: trained_model }
            gate: gate.yml
            endpoint: endpoint.yml
            deployment: deployment.yml
            sample_request: sample.json
            environments:
              dev: { workspace: local, path: .relevo-dev, config: config-infra-dev.yml, variables: { environment: test, extra: $(rg)! } }
              prod: { workspace: azureml }
              bare:
            """);
        Assert.Equal("bird-strike", project.Name);
        Assert.Equal([_folder["data.yml"]], project.DataFiles);
        Assert.Equal(_folder["job.yml"], project.JobFile);
        Assert.Equal(new ProjectModel("damage", "trained_model"), project.Model);
        Assert.Equal(["dev", "prod", "bare"], project.Environments.Keys);
        var dev = project.Environments["dev"];
        Assert.Equal(_folder[".relevo-dev"], dev.Path);
        Assert.Equal("rg-ns-0001test", dev.Variables["RG"]);
        Assert.Equal("rg-ns-0001test!", dev.Variables["extra"]);
        Assert.Equal("0001", dev.Variables["postfix"]);
        Assert.True(dev.Variables.TryGetBoolean("flag", out var flag) && flag);
        Assert.Equal(("azureml", "local"), (project.Environments["prod"].Workspace, project.Environments["bare"].Workspace));
        Assert.Equal(14, project.Locations["environments.prod"].Line);
    }

    [Fact]
    public void A_project_needs_little()
    {
        var project = Project.Load(Path.GetDirectoryName(_folder.Write("relevo.yml", "version: 1\nname: x1\njob: job.yml\n"))!);
        Assert.Equal("dev", Assert.Single(project.Environments).Key);
        Assert.Equal("local", project.Environments["dev"].Workspace);
        Assert.Empty(project.DataFiles);
        Assert.Null(project.Model);
    }

    [Theory]
    [InlineData("version: 2\nname: xx\njob: job.yml\n", "relevo.yml:1:10: 'version' is 2; expected 1")]
    [InlineData("version: 1\nname: Bird Strike\njob: job.yml\n", "relevo.yml:2:7: 'name' is 'Bird Strike'; expected up to 40 lower-case letters")]
    [InlineData("version: 1\nname: xx\njob: jbo.yml\n", "relevo.yml:3:6: 'job' names '")]
    [InlineData("version: 1\nname: xx\n", "relevo.yml:1:1: missing key 'job'; expected the path of a file.")]
    [InlineData("version: 1\nname: xx\njob: job.yml\nenviroments: {}\n", "relevo.yml:4:1: unknown key 'enviroments'; did you mean 'environments'?")]
    [InlineData("version: 1\nname: xx\njob: job.yml\nenvironments: { dev: { workspce: local } }\n", "relevo.yml:4:24: unknown key 'workspce'; did you mean 'workspace'?")]
    [InlineData("version: 1\nname: xx\njob: job.yml\nenvironments: {}\n", "relevo.yml:4:15: 'environments' is empty")]
    [InlineData("version: 1\nname: xx\njob: job.yml\nenvironments: { dev: local }\n", "relevo.yml:4:22: environment 'dev' is text; expected a mapping")]
    [InlineData("version: 1\nname: xx\njob: job.yml\nenvironments: { dev: { variables: { a: $(b), b: $(a) } } }\n", "leads back to itself: a -> b -> a.")]
    [InlineData("version: 1\nname: xx\njob: job.yml\nenvironments: { dev: { variables: { name: x, a: $(nmae) } } }\n", "variable 'a' uses unknown '$(nmae)'; did you mean 'name'?")]
    public void A_wrong_project_is_refused_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<RelevoException>(() => Load(text)).Message, StringComparison.Ordinal);

    private Project Load(string text) => Project.Load(_folder.Write("relevo.yml", text));
}
