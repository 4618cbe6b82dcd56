#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.
#pragma warning disable CA1822 // NUKE has these as members of the instance.

using Nuke.Common.Tooling;
using Relevo.Engine.Execution;
using Relevo.Engine.Hosts;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>A run of GitHub Actions. It is told of groups, errors and secrets by workflow commands.</summary>
/// <seealso href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions"/>
public class GitHubActions : Host, IBuildServer
{
    internal GitHubActions()
    {
    }

    /// <summary>The host, where it is this one; else null.</summary>
    public static GitHubActions Instance => Session.Current.Host as GitHubActions;

    /// <summary>The branch or tag that started the run, such as <c>refs/heads/main</c>.</summary>
    public string Ref => Variable("GITHUB_REF");

    /// <summary>The commit that started the run.</summary>
    public string Sha => Variable("GITHUB_SHA");

    /// <summary>Owner and name of the repository.</summary>
    public string Repository => Variable("GITHUB_REPOSITORY");

    /// <summary>The event that started the run, such as <c>pull_request</c>.</summary>
    public string EventName => Variable("GITHUB_EVENT_NAME");

    /// <summary>The directory that the repository is checked out in.</summary>
    public string Workspace => Variable("GITHUB_WORKSPACE");

    /// <summary>The address of the server.</summary>
    public string ServerUrl => Variable("GITHUB_SERVER_URL");

    /// <summary>The run's identity; 0 outside a run.</summary>
    public long RunId => long.TryParse(Variable("GITHUB_RUN_ID"), out var id) ? id : 0;

    string IBuildServer.Branch => Ref;

    string IBuildServer.Commit => Sha;

    /// <summary>Begins a group of lines.</summary>
    public void Group(string group) => WriteCommand("group", group);

    /// <summary>Ends the group of lines.</summary>
    public void EndGroup(string group) => WriteCommand("endgroup", group);

    /// <summary>Writes a line that shows only where the run is debugged.</summary>
    public void WriteDebug(string message) => WriteCommand("debug", message);

    /// <summary>Adds a warning to the run.</summary>
    public void WriteWarning(string message) => WriteCommand("warning", message);

    /// <summary>Adds an error to the run.</summary>
    public void WriteError(string message) => WriteCommand("error", message);

    /// <summary>Writes a workflow command.</summary>
    public void WriteCommand(string command, string message = null, Configure<Dictionary<string, object>> dictionaryConfigurator = null)
        => Style.Line(Command(command, message, dictionaryConfigurator));

    /// <inheritdoc/>
    protected internal override IDisposable WriteBlock(string text)
    {
        Group(text);
        return new Block(() => EndGroup(text));
    }

    /// <inheritdoc/>
    protected internal override void ReportWarning(string text, string details = null) => WriteWarning(text);

    /// <inheritdoc/>
    protected internal override void ReportError(string text, string details = null) => WriteError(text);

    internal override void HideSecret(string value) => Style.Line(Command("add-mask", value));

    private static string Command(string command, string message, Configure<Dictionary<string, object>> configure = null)
    {
        var properties = (configure?.Invoke(new Dictionary<string, object>()) ?? new Dictionary<string, object>())
            .Select(x => $"{x.Key}={Escape($"{x.Value}").Replace(":", "%3A").Replace(",", "%2C")}").ToList();
        return $"::{command}{(properties.Count > 0 ? " " : "")}{string.Join(',', properties)}::{Escape(message ?? "")}";
    }

    private static string Escape(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Variable(string name) => Session.Current.Invocation.Variables.GetValueOrDefault(name);
}
