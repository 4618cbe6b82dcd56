using Microsoft.Data.Sqlite;
using Relevo.Core.Errors;

namespace Relevo.Mlflow.Server.Store;

/// <summary>What SQLite and the file system say, in words for people.</summary>
internal static class StoreFaults
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static RelevoException Of(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        Busy => new($"The tracking store '{path}' is held by another process for too long.", "end the program that writes to it, then try again.", ExitCode.Workspace, e),
        ReadOnly => new($"The tracking store '{path}' is read-only.", "make the file and its folder writable, or choose another place.", ExitCode.Workspace, e),
        InputOutput => new($"The disk fails under the tracking store '{path}'.", "check the disk and its free space, then try again.", ExitCode.Workspace, e),
        Corrupt or NotADatabase => new($"'{path}' is not a healthy SQLite database.", "restore it from a backup (*.bak beside it), or move it away to begin anew.", ExitCode.Workspace, e),
        Full => new($"The disk is full under the tracking store '{path}'.", "free some space, then try again; what was answered is kept.", ExitCode.Workspace, e),
        CannotOpen => new($"The tracking store '{path}' cannot be opened.", "check that its folder exists and is writable, or choose another place.", ExitCode.Workspace, e),
        _ => new($"The tracking store '{path}' failed: {e.Message}", "report this with the command that led to it.", ExitCode.Bug, e),
    };

    public static RelevoException Unwritable(string path, Exception e) =>
        new($"'{path}' cannot be written: {e.Message}", "make the folder writable, or choose another place.", ExitCode.Workspace, e);

    public static RelevoException NewerSchema(string path, long found, int known) => new(
        $"The tracking store '{path}' has schema {found}; this version knows schemas up to {known}.",
        "use the newer version of the toolkit that wrote it, or another store.", ExitCode.Workspace);
}
