#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.
#pragma warning disable CA1822 // NUKE has these as members of the instance.

using Relevo.Engine.Execution;
using Relevo.Engine.Hosts;

namespace Nuke.Common.CI.AzurePipelines;

/// <summary>A run of Azure Pipelines. It is told of groups, errors and secrets by logging commands.</summary>
/// <seealso href="https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands"/>
public class AzurePipelines : Host, IBuildServer
{
    internal AzurePipelines()
    {
    }

    /// <summary>The host, where it is this one; else null.</summary>
    public static AzurePipelines Instance => Session.Current.Host as AzurePipelines;

    /// <summary>The branch that is built, such as <c>refs/heads/main</c>.</summary>
    public string SourceBranch => Variable("BUILD_SOURCEBRANCH");

    /// <summary>The commit that is built.</summary>
    public string SourceVersion => Variable("BUILD_SOURCEVERSION");

    /// <summary>The number of the run, as its pipeline formats it.</summary>
    public string BuildNumber => Variable("BUILD_BUILDNUMBER");

    /// <summary>The run's identity; 0 outside a run.</summary>
    public long BuildId => long.TryParse(Variable("BUILD_BUILDID"), out var id) ? id : 0;

    /// <summary>The project that the pipeline belongs to.</summary>
    public string TeamProject => Variable("SYSTEM_TEAMPROJECT");

    /// <summary>The address of the organisation.</summary>
    public string TeamFoundationCollectionUri => Variable("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI");

    string IBuildServer.Branch => SourceBranch;

    string IBuildServer.Commit => SourceVersion;

    /// <summary>Begins a group of lines.</summary>
    public void Group(string group) => Style.Line($"##[group]{group}");

    /// <summary>Ends the group of lines.</summary>
    public void EndGroup(string group) => Style.Line($"##[endgroup]{group}");

    /// <summary>Sets a variable of the run.</summary>
    public void SetVariable(string name, string value, bool? isSecret = null)
        => WriteCommand("task.setvariable", value, x =>
        {
            x["variable"] = name;
            if (isSecret is { } secret)
                x["issecret"] = secret;
            return x;
        });

    /// <summary>Names the run.</summary>
    public void UpdateBuildNumber(string buildNumber) => WriteCommand("build.updatebuildnumber", buildNumber);

    /// <summary>Writes a logging command.</summary>
    public void WriteCommand(
        string command,
        string message = null,
        Func<Dictionary<string, object>, Dictionary<string, object>> dictionaryConfigurator = null)
        => Style.Line(Command(command, message, dictionaryConfigurator));

    /// <inheritdoc/>
    protected internal override IDisposable WriteBlock(string text)
    {
        Group(text);
        return new Block(() => EndGroup(text));
    }

    /// <inheritdoc/>
    protected internal override void ReportWarning(string text, string details = null) => LogIssue("warning", text);

    /// <inheritdoc/>
    protected internal override void ReportError(string text, string details = null) => LogIssue("error", text);

    internal override void HideSecret(string value) => Style.Line(Command("task.setsecret", value));

    private void LogIssue(string type, string text)
        => WriteCommand("task.logissue", text, x =>
        {
            x["type"] = type;
            return x;
        });

    private static string Command(
        string command,
        string message,
        Func<Dictionary<string, object>, Dictionary<string, object>> configure = null)
    {
        var properties = (configure?.Invoke(new Dictionary<string, object>()) ?? new Dictionary<string, object>())
            .Select(x => $"{x.Key}={EscapeLines($"{x.Value}").Replace("]", "%5D").Replace(";", "%3B")}").ToList();
        return $"##vso[{command}{(properties.Count > 0 ? " " : "")}{string.Join(';', properties)}]{EscapeLines(message ?? "")}";
    }

    private static string EscapeLines(string text) => text.Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Variable(string name) => Session.Current.Invocation.Variables.GetValueOrDefault(name);
}
