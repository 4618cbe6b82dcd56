using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Output;

public sealed class SecretTests
{
    private const string Secret = "hunter2-hunter2";

    [Theory]
    [InlineData("Plan --tracking-token hunter2-hunter2 --nonsense")]
    [InlineData("Plan --tracking-token=hunter2-hunter2")]
    [InlineData("Plan --tracking-token hunter2-hunter2 hunter2-hunter2")]
    [InlineData("Serve --tracking-token hunter2-hunter2 --port 99999999")]
    [InlineData("Plan --environment hunter2-hunter2 --tracking-token hunter2-hunter2 --verbosity verbose")]
    public async Task A_secret_is_never_printed(string words)
    {
        await using var project = new SmallProject();

        var outcome = await project.RunAsync(words.Split(' '));

        Assert.NotEqual(0, outcome.Code);
        outcome.SaysNot(Secret);
    }

    [Fact]
    public async Task Keys_are_in_no_output_record_or_report()
    {
        await using var project = new SmallProject();
        var shipped = (await project.RunAsync("--verbosity", "verbose")).Ended(0);

        var key = project.Read(".relevo/dev/endpoints/line-online/primary.key").Trim();

        Assert.True(key.Length >= 16, key);
        shipped.SaysNot(key);
        foreach (var file in Directory.EnumerateFiles(project["artifacts"], "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(key, File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(project[".relevo/dev/endpoints/line-online/primary.key"]));
        (await project.ShellAsync(shipped.Curl.Replace("Bearer ", "Bearer wrong", StringComparison.Ordinal))).SaysNot("[20.");
    }
}
