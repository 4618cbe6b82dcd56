using Relevo.Core.Assets;

namespace Relevo.Core.Tests.Assets;

public sealed class AssetReferenceTests
{
    [Theory]
    [InlineData("azureml:taxi-data:3", "taxi-data", "3", null)]
    [InlineData("azureml:taxi-data@latest", "taxi-data", null, "latest")]
    [InlineData("azureml:taxi-data", "taxi-data", null, null)]
    [InlineData("azureml:my.env_1:2024.01.02", "my.env_1", "2024.01.02", null)]
    [InlineData("models:/taxi/3", "taxi", "3", null)]
    [InlineData("models:/taxi@champion", "taxi", null, "champion")]
    [InlineData("models:/taxi/latest", "taxi", null, "latest")]
    [InlineData("models:/taxi", "taxi", null, null)]
    public void Short_forms_are_parsed(string text, string name, string? version, string? label)
    {
        var reference = AssetReference.Parse(text);
        Assert.Equal((name, version, label), (reference.Name, reference.Version, reference.Label));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("azureml://registries/azureml/models/bert/versions/7", "azureml", null, "models", "bert", "7", null)]
    [InlineData("azureml://registries/azureml/environments/sklearn-1.5/labels/latest", "azureml", null, "environments", "sklearn-1.5", null, "latest")]
    [InlineData("azureml://registries/azureml/components/automl_hts_training", "azureml", null, "components", "automl_hts_training", null, null)]
    [InlineData("azureml://subscriptions/s/resourcegroups/g/workspaces/w/data/d/versions/1", null, "w", "data", "d", "1", null)]
    [InlineData("azureml:/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/models/m/versions/2", null, "w", "models", "m", "2", null)]
    [InlineData("azureml://locations/eastus/workspaces/w/environments/e/versions/5", null, "w", "environments", "e", "5", null)]
    public void Long_forms_are_parsed(string text, string? registry, string? workspace, string collection, string name, string? version, string? label)
    {
        var reference = AssetReference.Parse(text);
        Assert.Equal((registry, workspace, collection), (reference.Registry, reference.Workspace, reference.Collection));
        Assert.Equal((name, version, label), (reference.Name, reference.Version, reference.Label));
    }

    [Theory]
    [InlineData("")]
    [InlineData("taxi-data")]
    [InlineData("azureml:")]
    [InlineData("azureml:a:b:c")]
    [InlineData("azureml://datastores/workspaceblobstore/paths/x.csv")]
    [InlineData("azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/d/paths/x")]
    [InlineData("./data/x.csv")]
    [InlineData("https://example.org/data/x")]
    public void What_is_no_reference_is_refused(string text)
    {
        Assert.False(AssetReference.TryParse(text, out _));
        Assert.Throws<FormatException>(() => AssetReference.Parse(text));
    }

    [Fact]
    public void Paths_are_told_apart()
    {
        var folder = Path.GetFullPath("base");
        Assert.Equal(Path.GetFullPath("data/x.csv"), Assert.IsType<AssetPath.Local>(AssetPath.Parse("../data/x.csv", folder)).FullPath);
        Assert.Equal(Path.Combine(folder, "data"), Assert.IsType<AssetPath.Local>(AssetPath.Parse("file:./data/", folder)).FullPath);
        Assert.Equal(Path.Combine(folder, "a", "b"), Assert.IsType<AssetPath.Local>(AssetPath.Parse(@".\a\b", folder)).FullPath);
        Assert.Equal("taxi", Assert.IsType<AssetPath.Registered>(AssetPath.Parse("azureml:taxi:1", folder)).Reference.Name);
        foreach (var uri in (string[])["https://x/y", "wasbs://c@a.blob.core.windows.net/x", "azureml://datastores/d/paths/x", "runs:/1/model", "git+https://x/y", "abfss://x"])
            Assert.IsType<AssetPath.Remote>(AssetPath.Parse(uri, folder));
    }
}
