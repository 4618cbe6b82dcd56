using Relevo.Local.Store;

namespace Relevo.Local.Tests.Store;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("*.pyc", "a/b/c.pyc", true)]
    [InlineData("*.pyc", "a/b/c.py", false)]
    [InlineData("/build", "build", true)]
    [InlineData("/build", "src/build", false)]
    [InlineData("doc/*.txt", "doc/a.txt", true)]
    [InlineData("doc/*.txt", "doc/sub/a.txt", false)]
    [InlineData("doc/*.txt", "x/doc/a.txt", false)]
    [InlineData("**/logs", "a/b/logs", true)]
    [InlineData("**/logs", "logs", true)]
    [InlineData("logs/**", "logs/a/b", true)]
    [InlineData("logs/**", "logs", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "ab", false)]
    [InlineData("foo**bar", "fooxbar", true)]
    [InlineData("foo**bar", "foo/bar", false)]
    [InlineData("?.txt", "a.txt", true)]
    [InlineData("?.txt", "ab.txt", false)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[!a-c].txt", "b.txt", false)]
    [InlineData("[!a-c].txt", "d.txt", true)]
    [InlineData("[]].txt", "].txt", true)]
    [InlineData("[z-a].txt", "b.txt", false)]
    [InlineData("[abc", "[abc", true)]
    [InlineData("# comment", "# comment", false)]
    [InlineData(@"\#real", "#real", true)]
    [InlineData(@"\!real", "!real", true)]
    [InlineData("trailing   ", "trailing", true)]
    [InlineData("a+b(c).txt", "a+b(c).txt", true)]
    [InlineData("", "a", false)]
    public void A_pattern_matches_as_git_says(string pattern, string path, bool expected) =>
        Assert.Equal(expected, IgnoreRules.Parse([pattern]).IsIgnored(path, isFolder: false));

    [Fact]
    public void A_trailing_slash_means_folders_only()
    {
        var rules = IgnoreRules.Parse(["out/"]);
        Assert.True(rules.IsIgnored("a/out", isFolder: true));
        Assert.False(rules.IsIgnored("a/out", isFolder: false));
    }

    [Fact]
    public void The_last_rule_that_matches_decides()
    {
        var rules = IgnoreRules.Parse(["*.log", "!keep.log", "keep.log.old"]);
        Assert.True(rules.IsIgnored("x.log", isFolder: false));
        Assert.False(rules.IsIgnored("a/keep.log", isFolder: false));
    }

    [Fact]
    public void Amlignore_wins_over_gitignore()
    {
        var folder = Directory.CreateTempSubdirectory("relevo-ignore-").FullName;
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*.git-only\n");
        Assert.True(IgnoreRules.Of(folder).IsIgnored("x.git-only", isFolder: false));
        File.WriteAllText(Path.Combine(folder, ".amlignore"), "*.aml-only\n");
        Assert.False(IgnoreRules.Of(folder).IsIgnored("x.git-only", isFolder: false));
        Assert.True(IgnoreRules.Of(folder).IsIgnored("x.aml-only", isFolder: false));
        Assert.True(IgnoreRules.Of(folder).IsIgnored(".git", isFolder: true));
        Directory.Delete(folder, recursive: true);
    }
}
