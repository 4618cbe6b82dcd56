using System.Security.Cryptography;
using System.Text;
using Nuke.Common;
using Nuke.Common.Execution;

namespace Relevo.Engine.Execution;

/// <summary>Remembers in <c>.nuke/temp/build-attempt.log</c> which targets have succeeded, for <c>--continue</c>.</summary>
internal sealed class AttemptFile
{
    private readonly string? path;

    private AttemptFile(string? path, IReadOnlyList<string> finished)
    {
        this.path = path;
        Finished = finished;
    }

    /// <summary>The targets that need not run again.</summary>
    public IReadOnlyList<string> Finished { get; }

    /// <summary>Begins an attempt, as the continuation of the previous one where that is asked for and had the same targets.</summary>
    public static AttemptFile Begin(NukeBuild build)
    {
        var path = Path.Combine(Session.Current.Temporary, "build-attempt.log");
        var identity = Identity(build.InvokedTargets);
        string[] previous = build.Continue && File.Exists(path) ? File.ReadAllLines(path) : [identity];
        if (previous.FirstOrDefault() != identity)
        {
            NukeBuild.Host.ReportWarning("The previous attempt was for other targets: nothing to continue, starting anew.");
            previous = [identity];
        }

        var begun = Try(() =>
        {
            Directory.CreateDirectory(Session.Current.Temporary);
            File.WriteAllLines(path, previous);
        });
        return new AttemptFile(begun ? path : null, previous[1..]);
    }

    /// <summary>Notes that a target has succeeded.</summary>
    public void Add(ExecutableTarget target) => Try(() =>
    {
        if (path is not null)
            File.AppendAllLines(path, [target.Name]);
    });

    // Another build may be writing, or the disk be full: all that is lost is what --continue would have skipped.
    private static bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (NukeBuild.Verbosity == Verbosity.Verbose)
                NukeBuild.Host.ReportWarning($"The attempt is not remembered for --continue: {e.Message}");
            return false;
        }
    }

    private static string Identity(IEnumerable<ExecutableTarget> invoked)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', invoked.Select(x => x.Name).Order(StringComparer.Ordinal)))));
}
