using System.Text;

namespace Relevo.Local.Jobs.Processes;

/// <summary>The file with everything that a step wrote, as it wrote it. Whole lines of both streams, in the order in which they were read.</summary>
internal sealed class StepLog : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    /// <summary>Starts the file with a header for people.</summary>
    public StepLog(string path, string header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a full path below the workspace, never a root
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 16 * 1024);
        FilePath = path;
        Write(Encoding.UTF8.GetBytes(header));
    }

    /// <summary>Where it is.</summary>
    public string FilePath { get; }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _file.Write(bytes);
        }
    }

    /// <summary>Makes what was written readable for others.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _file.Flush();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
        }
    }
}
