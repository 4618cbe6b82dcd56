using Nuke.Common.IO;

namespace Relevo.Engine.Tests.IO;

public sealed class AbsolutePathTests : IDisposable
{
    private readonly AbsolutePath directory = Directory.CreateTempSubdirectory("engine-tests-").FullName;

    public void Dispose() => directory.DeleteDirectory();

    [Fact]
    public void Paths_are_joined_normalised_and_compared()
    {
        Assert.Equal(directory / "b.txt", directory / "a" / ".." / "b.txt");
        Assert.True(directory / "a" / "" == directory / "a/");
        Assert.Equal(directory, (directory / "a").Parent!);
        Assert.Equal(directory, directory / "a" / ..);
        Assert.Equal("b.tar.gz", (directory / "b.tar.gz").Name);
        Assert.Equal("b.tar", (directory / "b.tar.gz").NameWithoutExtension);
        Assert.Equal(".gz", (directory / "b.tar.gz").Extension);
        Assert.Equal($"'{directory}'", directory.ToString("s"));
        Assert.Equal(directory / "a.txt", directory / "a" + ".txt");
    }

    [Fact]
    public void The_root_has_no_parent()
        => Assert.Null(((AbsolutePath)Path.GetPathRoot(Environment.CurrentDirectory)!).Parent);

    [Fact]
    public void A_relative_path_is_refused()
        => Assert.Throws<ArgumentException>(() => (AbsolutePath)"a/b");

    [Fact]
    public void Files_and_directories_are_made_read_listed_and_removed()
    {
        var logFile = directory / "logs" / "a.log";
        Assert.False(logFile.Exists());
        logFile.WriteAllText("one\n\n");
        Assert.True(logFile.Exists());
        Assert.Equal("one\n", logFile.ReadAllText());
        (directory / "logs" / "deep" / "b.log").WriteAllText("two");
        Assert.Equal(["a.log"], (directory / "logs").GetFiles("*.log").Select(x => x.Name));
        Assert.Equal(["a.log", "b.log"], (directory / "logs").GetFiles("*.log", depth: 2).Select(x => x.Name));
        Assert.Equal(["logs", "deep"], directory.GetDirectories(depth: 2).Select(x => x.Name));
        var logsDirectory = directory / "logs";
        logsDirectory.CreateOrCleanDirectory();
        Assert.Empty(logsDirectory.GetFiles("*", depth: 5));
        logsDirectory.DeleteDirectory();
        Assert.False(logsDirectory.Exists());
    }
}
