using System.Diagnostics;
using Relevo.Local.Endpoints;

namespace Relevo.Local.Tests.Endpoints;

public sealed class SampleCommandTests
{
    private static readonly Uri Address = new("http://127.0.0.1:5001/score");

    [Fact]
    public void Files_below_the_folder_are_named_from_it() => Assert.Equal(
        """
        curl -s -H "Authorization: Bearer $(cat .relevo/dev/endpoints/x/primary.key)" -H "Content-Type: application/json" --data @data/sample-request.json http://127.0.0.1:5001/score
        """,
        SampleCommand.For(Address, "/p/.relevo/dev/endpoints/x/primary.key", "data/sample-request.json", "/p"));

    [Fact]
    public void Files_elsewhere_are_named_in_full() => Assert.Contains(
        "$(cat /q/primary.key)", SampleCommand.For(Address, "/q/primary.key", "/q/r.json", "/p"), StringComparison.Ordinal);

    [Theory]
    [InlineData("plain")]
    [InlineData("with space")]
    [InlineData("it's $HOME `odd` \"name\"")]
    [InlineData("-n")]
    public async Task A_shell_gives_curl_the_key_and_the_file(string name)
    {
        var folder = Directory.CreateTempSubdirectory("relevo-sample-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            await File.WriteAllTextAsync(Path.Combine(folder, name, "primary.key"), "k3y", TestContext.Current.CancellationToken);
            var line = SampleCommand.For(Address, Path.Combine(folder, name, "primary.key"), Path.Combine(folder, name, "request.json"), folder);

            var printed = await RunAsync($"curl() {{ printf '%s\\n' \"$@\"; }}; {line}", folder);

            Assert.Equal(
                ["-s", "-H", "Authorization: Bearer k3y", "-H", "Content-Type: application/json", "--data", $"@{name}/request.json", $"{Address}"],
                printed.TrimEnd('\n').Split('\n'));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string script, string folder)
    {
        if (!File.Exists("/bin/sh")) Assert.Skip("There is no POSIX shell here.");
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
