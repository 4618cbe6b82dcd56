namespace Relevo.Local.Store;

/// <summary>The folder of one environment's embedded workspace, <c>.relevo/&lt;environment&gt;/</c>, and what lies where in it.</summary>
public sealed class WorkspaceFolder
{
    /// <summary>Names a workspace folder; touches nothing.</summary>
    /// <param name="root">The folder; a relative path is taken from the current directory.</param>
    public WorkspaceFolder(string root) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>The full path of the workspace folder.</summary>
    public string Root { get; }

    /// <summary>The SQLite file that every part of the workspace shares.</summary>
    public string Database => Path.Combine(Root, "relevo.db");

    /// <summary>Content-addressed files; see <see cref="ContentStore"/>.</summary>
    public string Store => Path.Combine(Root, "store");

    /// <summary>A folder for each run of a job, with its logs and unfinished outputs.</summary>
    public string Runs => Path.Combine(Root, "runs");

    /// <summary>The code that steps ran with, by digest.</summary>
    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>MLflow's artifacts.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>A folder for each online endpoint.</summary>
    public string Endpoints => Path.Combine(Root, "endpoints");

    /// <summary>The file whose lock a process holds while it changes the workspace; see <see cref="WorkspaceLock"/>.</summary>
    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>True where the workspace has been made.</summary>
    public bool Exists => File.Exists(Database);

    /// <summary>Makes the folder and its parts where they are missing, readable by this user alone.</summary>
    /// <exception cref="Core.Errors.RelevoException">The folder cannot be written.</exception>
    public void Create()
    {
        try
        {
            CreatePrivate(Root);
            foreach (var part in new[] { Store, Runs, Snapshots, Artifacts, Endpoints }) Directory.CreateDirectory(part);
        }
        catch (Exception fault) when (StorageFaults.IsStorageFault(fault))
        {
            throw StorageFaults.Translate(fault, Root);
        }
    }

    /// <summary>The root.</summary>
    public override string ToString() => Root;

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
