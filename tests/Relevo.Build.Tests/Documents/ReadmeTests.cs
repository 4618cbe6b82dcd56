using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Documents;

/// <summary>Every command that the README shows works, in its order. Those that need a cloud say there why they are not run.</summary>
public sealed class ReadmeTests
{
    private const string Exempt = "# not run in tests:";

    [Fact]
    public async Task Every_command_of_the_README_works()
    {
        var readme = Repository.At("README.md");
        Assert.SkipUnless(File.Exists(readme), "There is no README.md yet.");
        var commands = Commands(await File.ReadAllLinesAsync(readme, TestContext.Current.CancellationToken)).ToList();
        Assert.NotEmpty(commands);
        await using var repository = new TestRepository();
        Repository.Copy(Repository.At("templates"), repository["templates"]);
        repository.Write("build.sh", $"exec dotnet exec '{Repository.Program}' \"$@\"\n");
        (await repository.ShellAsync("chmod +x build.sh")).Ended(0);

        foreach (var command in commands.Where(command => !command.Contains(Exempt, StringComparison.Ordinal)))
        {
            var outcome = await repository.ShellAsync(command);
            Assert.True(outcome.Code == 0, $"{command}\n{outcome.Output}");
        }
    }

    [Theory]
    [InlineData("```console\n$ ./build.sh\nShipped.\n$ ls\n```", "./build.sh", "ls")]
    [InlineData("```bash\n./build.sh \\\n  --force\n\n# a remark\nls\n```\n```yaml\nrun: rm\n```", "./build.sh  --force", "ls")]
    public void Commands_are_found_in_code_blocks(string text, params string[] expected) => Assert.Equal(expected, Commands(text.Split('\n')));

    /// <summary>The commands of the fenced blocks: behind the prompt in <c>console</c>, each line in <c>bash</c>.</summary>
    private static IEnumerable<string> Commands(IEnumerable<string> lines)
    {
        string? block = null, begun = null;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block is null ? line[3..].Trim() : null;
                continue;
            }
            var command = begun is not null ? begun + line : block switch
            {
                "console" when line.StartsWith("$ ", StringComparison.Ordinal) => line[2..],
                "bash" or "sh" when line.Length > 0 && line[0] != '#' => line,
                _ => null,
            };
            begun = command is { Length: > 0 } && command[^1] == '\\' ? command[..^1] + " " : null;
            if (command is not null && begun is null) yield return command;
        }
    }
}
