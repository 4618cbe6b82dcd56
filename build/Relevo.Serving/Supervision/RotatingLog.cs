using System.Globalization;

namespace Relevo.Serving.Supervision;

/// <summary>A log file of lines with their time in UTC; at 5 MiB it becomes <c>.1</c> and a new one begins. May be used by several threads.</summary>
internal sealed class RotatingLog(string path, TimeProvider timeProvider) : IDisposable
{
    private const long MaxBytes = 5 * 1024 * 1024;

    private readonly Lock _lock = new();
    private StreamWriter? _writer;

    public void Write(string line)
    {
        lock (_lock)
        {
            try
            {
                if (_writer?.BaseStream.Position > MaxBytes)
                    Rotate();
                _writer ??= new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
                _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {line}"));
            }
            catch (IOException)
            {
                // A full disk must not end the endpoint: the line is lost.
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Rotate()
    {
        _writer?.Dispose();
        _writer = null;
        File.Move(path, path + ".1", overwrite: true);
    }
}
