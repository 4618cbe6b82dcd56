using Nuke.Common;
using Nuke.Common.CI.AzurePipelines;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Relevo.Engine.Execution;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Hosts;

/// <summary>Finds out where the build runs.</summary>
internal static class HostDetection
{
    private static readonly string[] Names = [nameof(AzurePipelines), nameof(GitHubActions), nameof(Terminal)];

    /// <exception cref="UsageException"><c>--host</c> names none that is known.</exception>
    public static Host Detect(Session session)
    {
        var given = session.Sources.FindOutsideFiles(nameof(Host), separator: null);
        if (given is { Values: [var name] } && Create(Array.Find(Names, x => x.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } host)
            return host;
        if (given is { IsIncidental: false })
            throw Unknown(given.Origin, string.Join(' ', given.Values));

        return IsSet(session, "GITHUB_ACTIONS") ? new GitHubActions()
            : IsSet(session, "TF_BUILD") ? new AzurePipelines()
            : new Terminal();
    }

    private static Host? Create(string? name) => name switch
    {
        nameof(AzurePipelines) => new AzurePipelines(),
        nameof(GitHubActions) => new GitHubActions(),
        nameof(Terminal) => new Terminal(),
        _ => null,
    };

    private static bool IsSet(Session session, string variable)
        => session.Invocation.Variables.TryGetValue(variable, out var value)
           && !string.IsNullOrWhiteSpace(value) && !value.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static UsageException Unknown(string origin, string name)
    {
        var nearest = Suggestion.For(name, Names);
        return new UsageException(
            $"{origin} must name one host that is known, but is '{name}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}",
            $"choose one of: {string.Join(", ", Names)}.");
    }
}
