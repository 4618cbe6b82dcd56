using Microsoft.Data.Sqlite;
using Relevo.Core.Errors;

namespace Relevo.Local.Store;

/// <summary>Turns the faults of disks and of SQLite into ones that a person can mend. Recognised by number, never by text.</summary>
internal static class StorageFaults
{
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    // errno on Linux, https://man7.org/linux/man-pages/man3/errno.3.html: ENOSPC, EDQUOT (122 on Linux, 69 on macOS), EROFS.
    private const int NoSpace = 28;
    private const int QuotaLinux = 122;
    private const int QuotaMac = 69;
    private const int ReadOnlyFileSystem = 30;

    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnlyDatabase = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool IsStorageFault(Exception fault) => fault is IOException or UnauthorizedAccessException or SqliteException;

    public static bool IsBusy(SqliteException fault) => fault.SqliteErrorCode is Busy or Locked;

    public static RelevoException Translate(Exception fault, string folder) => fault switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => Fault(
            $"The workspace database in '{folder}' stayed in use by another process.",
            "wait until the other command has ended, then run this one again.", fault),
        SqliteException { SqliteErrorCode: Full } => DiskFull(folder, fault),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => Fault(
            $"The workspace database in '{folder}' is damaged.",
            "restore 'relevo.db' from a backup, or remove the folder and run 'Provision'.", fault),
        SqliteException { SqliteErrorCode: ReadOnlyDatabase or CannotOpen } or UnauthorizedAccessException => NotWritable(folder, fault),
        SqliteException sqlite => Fault(
            $"The workspace database in '{folder}' failed with SQLite's error {sqlite.SqliteExtendedErrorCode}.",
            "check the disk that holds the folder, then run the command again.", fault),
        IOException io when (io.HResult & 0xFFFF) is NoSpace or QuotaLinux or QuotaMac || io.HResult == DiskFullOnWindows => DiskFull(folder, fault),
        IOException io when io.HResult == ReadOnlyFileSystem => NotWritable(folder, fault),
        _ => Fault($"The workspace folder '{folder}' could not be read or written: {fault.Message}", "mend the cause and run the command again.", fault),
    };

    private static RelevoException DiskFull(string folder, Exception fault) => Fault(
        $"The disk that holds '{folder}' is full.",
        "free some space there and run the command again; what was finished is kept.", fault);

    private static RelevoException NotWritable(string folder, Exception fault) => Fault(
        $"The workspace folder '{folder}' cannot be written.",
        "give this user the right to write there, or choose another folder with 'path:' in relevo.yml.", fault);

    private static RelevoException Fault(string problem, string remedy, Exception cause) => new(problem, remedy, ExitCode.Workspace, cause);
}
