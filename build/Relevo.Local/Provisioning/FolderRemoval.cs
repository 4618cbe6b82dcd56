using Relevo.Core.Errors;
using Relevo.Local.Store;

namespace Relevo.Local.Provisioning;

/// <summary>Removes a workspace's folder with all that is in it, also what was made read-only.</summary>
internal static class FolderRemoval
{
    /// <summary>Removes the folder. The database goes first: what is left after a kill counts as not provisioned.</summary>
    /// <exception cref="RelevoException">Something in it cannot be removed.</exception>
    public static void Remove(WorkspaceFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(folder.Database);
            foreach (var part in Directory.EnumerateDirectories(folder.Root).ToList())
            {
                cancellationToken.ThrowIfCancellationRequested();
                MakeWritable(part);
                Directory.Delete(part, recursive: true);
            }
            Directory.Delete(folder.Root, recursive: true);
            RemoveEmptyParent(folder.Root);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RelevoException(
                $"The workspace folder '{folder.Root}' could not be removed: {fault.Message}",
                "end what still uses it, then run 'Teardown' again.", ExitCode.Workspace, fault);
        }
    }

    /// <summary>A file goes with write access to its folder on Unix, and with write access to itself on Windows.</summary>
    private static void MakeWritable(string root)
    {
        var entries = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(root, "*", entries)) File.SetAttributes(file, FileAttributes.Normal);
            return;
        }
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        // Parents come before what they hold, so each folder can be read when its turn comes.
        foreach (var directory in Directory.EnumerateDirectories(root, "*", entries).Prepend(root))
        {
            var mode = File.GetUnixFileMode(directory);
            if ((mode & Owner) != Owner) File.SetUnixFileMode(directory, mode | Owner);
        }
    }

    private static void RemoveEmptyParent(string root)
    {
        var parent = Path.GetDirectoryName(root);
        if (parent is not null && Path.GetFileName(parent) == ".relevo" && !Directory.EnumerateFileSystemEntries(parent).Any())
            Directory.Delete(parent);
    }
}
