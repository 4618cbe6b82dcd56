namespace Relevo.Build.Tests.Support;

/// <summary>A repository of its own that the real program works in. At the end everything in it is torn down, and nothing may be left running.</summary>
internal class TestRepository : IAsyncDisposable
{
    private readonly string _mark = Guid.NewGuid().ToString("n");

    // A blank, since people's folders have some.
    public string Root { get; } = Directory.CreateTempSubdirectory("relevo tests ").FullName;

    public TestRepository() => Directory.CreateDirectory(this[".nuke"]);

    public string Mark => _mark;

    public string this[string path] => Path.Combine(Root, path);

    public string Read(string path) => File.ReadAllText(this[path]);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!); // below the root
        File.WriteAllText(this[path], text);
    }

    /// <summary>Replaces a text that must be there.</summary>
    public void Edit(string path, string old, string now)
    {
        var text = Read(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(path, text.Replace(old, now, StringComparison.Ordinal));
    }

    public BuildProcess Start(params IEnumerable<string> arguments) => StartWith([], arguments);

    public BuildProcess StartWith(IEnumerable<KeyValuePair<string, string?>> variables, params IEnumerable<string> arguments) =>
        BuildProcess.Start(Root, _mark, variables, "dotnet", ["exec", Repository.Program, .. arguments]);

    public Task<Outcome> RunAsync(params IEnumerable<string> arguments) => RunWithAsync([], arguments);

    public async Task<Outcome> RunWithAsync(IEnumerable<KeyValuePair<string, string?>> variables, params IEnumerable<string> arguments)
    {
        using var process = StartWith(variables, arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs a line as a person would paste it into a shell.</summary>
    public async Task<Outcome> ShellAsync(string line)
    {
        using var process = BuildProcess.Start(Root, _mark, [new("no_proxy", "*")], "bash", "-c", line);
        return await process.EndAsync();
    }

    /// <summary>The newest record of a stage, as JSON.</summary>
    public System.Text.Json.JsonElement Record(string stage, string environment = "dev", string project = ".")
    {
        var folder = Path.Combine(Root, project, "artifacts", environment);
        var file = Directory.EnumerateFiles(folder, $"{stage}*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }

    /// <summary>The processes of this repository whose command line holds a text.</summary>
    public IReadOnlyList<string> Processes(string text = "") =>
        [.. TestProcesses.Of(_mark).Values.Where(command => command.Contains(text, StringComparison.Ordinal))];

    public async Task NothingRunsAsync(string text = "") => Assert.Empty(await TestProcesses.LeftAsync(_mark, text));

    /// <summary>Tears down each project's workspaces.</summary>
    protected virtual async Task TearDownAsync()
    {
        foreach (var workspace in Directory.EnumerateDirectories(Root, ".relevo", SearchOption.AllDirectories).ToList())
        {
            foreach (var environment in Directory.EnumerateDirectories(workspace).Select(Path.GetFileName).OfType<string>().ToList())
            {
                var project = Path.GetDirectoryName(workspace)!; // .relevo is below the root
                if (File.Exists(Path.Combine(project, "relevo.yml"))) await RunAsync("Teardown", "--yes", "--project", project, "--environment", environment);
                else await RunAsync("Teardown", "--yes", "--environment", environment);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await TearDownAsync();
            await NothingRunsAsync();
        }
        finally
        {
            TestProcesses.End(_mark);
            Directory.Delete(Root, recursive: true);
        }
        GC.SuppressFinalize(this);
    }
}
