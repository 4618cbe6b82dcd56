using System.ComponentModel;
using System.Diagnostics;
using Relevo.Core.Records;

namespace Relevo.Build.Sessions;

/// <summary>Asks git which source code a folder holds.</summary>
internal static class GitRevision
{
    /// <summary>The revision; <see cref="SourceRevision.None"/> outside a repository, or where git is not installed.</summary>
    public static SourceRevision Of(string folder)
    {
        // One process for all three answers: a start of git costs a few milliseconds of every target.
        if (Run(folder, "status", "--porcelain=v2", "--branch", "--untracked-files=no") is not { } status) return SourceRevision.None;
        string? commit = null, branch = null;
        var isDirty = false;
        foreach (var line in status.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# branch.oid ", StringComparison.Ordinal)) commit = Known(line["# branch.oid ".Length..], "(initial)");
            else if (line.StartsWith("# branch.head ", StringComparison.Ordinal)) branch = Known(line["# branch.head ".Length..], "(detached)");
            else if (line[0] != '#') isDirty = true;
        }
        return new(commit, branch, isDirty);
    }

    private static string? Known(string value, string unknown) => value == unknown ? null : value;

    private static string? Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var git = Process.Start(start);
            if (git is null) return null;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
