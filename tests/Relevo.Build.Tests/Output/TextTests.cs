using System.Text.RegularExpressions;
using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Output;

/// <summary>What people read, pinned. A difference is written beside the tests' program as <c>*.actual.txt</c>.</summary>
public sealed partial class TextTests
{
    [Fact]
    public async Task Help_is_as_recorded()
    {
        await using var repository = new TestRepository();

        Same("help", (await repository.RunAsync("--help")).Ended(0).Output);
    }

    [Fact]
    public async Task The_order_of_targets_is_as_recorded()
    {
        await using var repository = new TestRepository();

        Same("plan-of-targets", (await repository.RunAsync("Ship", "--plan", "--no-logo")).Ended(0).Output);

        Assert.False(Directory.Exists(repository[".relevo"]));
    }

    [Fact]
    public async Task The_plan_of_a_fresh_project_is_as_recorded()
    {
        await using var project = new SmallProject();

        Same("plan-fresh", (await project.RunAsync("Plan", "--no-logo")).Ended(0).Output);
    }

    [Fact]
    public async Task The_end_of_a_first_Ship_is_as_recorded()
    {
        await using var project = new SmallProject();

        Same("ship", (await project.RunAsync("--no-logo")).Ended(0).Output);
    }

    private static void Same(string name, string output)
    {
        var actual = Changing.Aggregate(output, (text, change) => change.Pattern.Replace(text, change.Word));
        actual = string.Join('\n', actual.Split('\n').Select(line => line.TrimEnd())).Trim() + "\n";
        var file = Repository.At($"tests/Relevo.Build.Tests/Snapshots/{name}.txt");
        var recorded = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (recorded != actual) File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"{name}.actual.txt"), actual);
        Assert.Equal(recorded, actual);
    }

    // What differs from run to run: times, run ids, ports, dates.
    private static readonly (Regex Pattern, string Word)[] Changing =
    [
        (RunId, "<run>"), (Duration, "<time>"), (Port, ":<port>"), (Date, "<date>"), (TableTime, "   <time>"), (Prediction, "[<number>]"),
    ];

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RunId { get; }

    [GeneratedRegex(@"\b\d+ ms\b|\b\d+\.\d s\b")]
    private static partial Regex Duration { get; }

    [GeneratedRegex(@"(?<=127\.0\.0\.1):\d+")]
    private static partial Regex Port { get; }

    [GeneratedRegex(@"\d+/\d+/\d{4} \d\d?:\d\d:\d\d|\d{4}-\d\d-\d\d \d\d:\d\d")]
    private static partial Regex Date { get; }

    [GeneratedRegex(@"\[\d+\.\d+\]")]
    private static partial Regex Prediction { get; }

    [GeneratedRegex(@" +(< 1sec|\d+:\d\d)(?=\s|$)")]
    private static partial Regex TableTime { get; }
}
