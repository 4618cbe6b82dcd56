using Relevo.Core.Errors;
using Relevo.Serving.Endpoints;

namespace Relevo.Local.Endpoints;

/// <summary>The endpoint's primary key in a file of its own, which only the owner may read, so that a command line can name the file instead of the key.</summary>
internal static class KeyFile
{
    /// <summary>Writes the file where it is missing or holds another key.</summary>
    /// <returns>Its full path.</returns>
    public static string Write(EndpointClient client)
    {
        var keys = client.ReadKeys() ?? throw new RelevoException(
            $"The endpoint in '{client.StateFolder}' has no keys yet.", "run 'Deploy'.", ExitCode.Workspace);
        var path = Path.Combine(client.StateFolder, "primary.key");
        if (File.Exists(path) && File.ReadAllText(path) == keys.PrimaryKey) return path;

        var beside = $"{path}.{System.Environment.ProcessId}.tmp";
        File.Delete(beside);
        var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(beside, mode)) writer.Write(keys.PrimaryKey);
        File.Move(beside, path, overwrite: true);
        return path;
    }
}
