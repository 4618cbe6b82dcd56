using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Yaml;
using Relevo.Local.Data;

namespace Relevo.Local.Tests.Data;

public sealed class DataSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relevo-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_a_uri_file_and_a_folder_with_files_is_a_uri_folder()
    {
        Write("deep/a.csv");

        Assert.Equal(Path.Combine(_folder, "deep", "a.csv"), Locate(AssetType.UriFile, "deep/a.csv"));
        Assert.Equal(Path.Combine(_folder, "deep"), Locate(AssetType.UriFolder, "deep"));
    }

    [Theory]
    [InlineData(AssetType.UriFile, "deep", "is a folder, but the type is uri_file")]
    [InlineData(AssetType.UriFolder, "deep/a.csv", "is a file, but the type is uri_folder")]
    [InlineData(AssetType.MlTable, "deep", "has no file 'MLTable'")]
    [InlineData(AssetType.UriFolder, "empty", "has no files")]
    [InlineData(AssetType.UriFile, "deep/b.csv", "does not exist")]
    [InlineData(AssetType.MlflowModel, "deep", "is not a type of data")]
    public void What_does_not_fit_its_type_is_refused_at_its_place(AssetType type, string path, string fault)
    {
        Write("deep/a.csv");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));

        var thrown = Assert.Throws<RelevoException>(() => Locate(type, path));

        Assert.Contains(fault, thrown.Problem, StringComparison.Ordinal);
        Assert.Contains("data.yml:3:7: ", thrown.Problem, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Configuration, thrown.ExitCode);
    }

    [Fact]
    public void A_wrong_name_shows_what_the_folder_has()
    {
        Write("deep/a.csv");

        Assert.Contains("that folder has a.csv", Assert.Throws<RelevoException>(() => Locate(AssetType.UriFile, "deep/b.csv")).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/taxi.csv")]
    [InlineData("azureml://datastores/workspaceblobstore/paths/taxi.csv")]
    public void Content_elsewhere_is_refused_with_a_way_out(string uri)
    {
        var fault = Assert.Throws<RelevoException>(() => DataSource.Locate(Asset(AssetType.UriFile, new AssetPath.Remote(uri))));

        Assert.Contains(uri, fault.Problem, StringComparison.Ordinal);
        Assert.Contains("download", fault.Remedy, StringComparison.Ordinal);
    }

    private string Locate(AssetType type, string path) => DataSource.Locate(Asset(type, new AssetPath.Local(path, Path.GetFullPath(path, _folder))));

    private DataAsset Asset(AssetType type, AssetPath path) => new()
    {
        Name = "taxi",
        Type = type,
        Path = path,
        Location = new SourceLocation(Path.Combine(_folder, "data.yml"), 3, 7),
    };

    private void Write(string path)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // Below the folder, never a root.
        File.WriteAllText(full, "a\n1\n");
    }
}
