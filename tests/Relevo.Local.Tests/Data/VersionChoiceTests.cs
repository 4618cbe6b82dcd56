using CsCheck;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Core.Yaml;
using Relevo.Local.Data;

namespace Relevo.Local.Tests.Data;

public sealed class VersionChoiceTests
{
    [Fact]
    public void Any_sequence_of_contents_gives_each_content_one_version_and_versions_without_gaps() =>
        Gen.Int[0, 5].List[0, 30].Sample(contents =>
        {
            List<DataVersion> newestFirst = [];
            foreach (var digest in contents.Select(content => $"{content}"))
            {
                var choice = VersionChoice.For(Asset(), digest, newestFirst);
                Assert.Equal(choice.Existing?.Version ?? $"{newestFirst.Count + 1}", choice.Version);
                if (choice.Existing is null) newestFirst.Insert(0, Version(choice.Version, digest));
                else Assert.Equal(digest, choice.Existing.Digest);
            }
            Assert.Equal(contents.Distinct().Count(), newestFirst.Count);
        });

    [Fact]
    public void The_next_number_follows_the_highest_whatever_other_names_there_are() =>
        Assert.Equal("8", VersionChoice.For(Asset(), "new", [Version("2024-01", "a"), Version("7", "b"), Version("3", "c")]).Version);

    [Fact]
    public void A_version_that_the_file_names_is_made_even_where_the_content_is_known_under_another() =>
        Assert.Equal((null, "5"), (VersionChoice.For(Asset("5"), "a", [Version("1", "a")]).Existing, VersionChoice.For(Asset("5"), "a", [Version("1", "a")]).Version));

    [Fact]
    public void Another_type_under_the_same_name_is_refused()
    {
        var fault = Assert.Throws<RelevoException>(() => VersionChoice.For(Asset() with { Type = AssetType.UriFolder }, "a", [Version("1", "a")]));

        Assert.Contains("uri_file", fault.Problem, StringComparison.Ordinal);
    }

    private static DataAsset Asset(string? version = null) => new()
    {
        Name = "taxi",
        Version = version,
        Type = AssetType.UriFile,
        Path = new AssetPath.Local("taxi.csv", "/data/taxi.csv"),
        Location = new SourceLocation("/data/data.yml", 1, 1),
    };

    private static DataVersion Version(string version, string digest) => new()
    {
        Name = "taxi",
        Version = version,
        Type = "uri_file",
        Digest = digest,
        SizeBytes = 1,
        FileCount = 1,
        RegisteredAt = DateTimeOffset.UnixEpoch,
        Source = "taxi.csv",
    };
}
