using System.Diagnostics;
using System.Text;

namespace Relevo.Build.Tests.Support;

/// <summary>Finds what a test started, endpoints that outlive the build included, by a variable that every process inherits.</summary>
internal static class TestProcesses
{
    public const string Marker = "RELEVO_BUILD_TESTS_MARK";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The living processes of a test, with their command lines.</summary>
    public static Dictionary<int, string> Of(string mark)
    {
        var found = new Dictionary<int, string>();
        if (!OperatingSystem.IsLinux()) return found;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            try
            {
                if (File.ReadAllText($"/proc/{id}/environ").Split('\0').Contains($"{Marker}={mark}") && !IsEnded(id))
                    found[id] = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")).Replace('\0', ' ');
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or is somebody else's.
            }
        }
        return found;
    }

    /// <summary>Waits until no process of a test is left whose command line holds a text; gives those that stay.</summary>
    public static async Task<Dictionary<int, string>> LeftAsync(string mark, string text = "")
    {
        Dictionary<int, string> left = [];
        for (var round = 0; round < 200; round++)
        {
            left = Of(mark).Where(process => process.Value.Contains(text, StringComparison.Ordinal)).ToDictionary();
            if (left.Count == 0) break;
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
        return left;
    }

    /// <summary>Ends what is left of a test.</summary>
    public static void End(string mark)
    {
        foreach (var id in Of(mark).Keys)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
            {
                // It ended by itself.
            }
        }
    }

    private static bool IsEnded(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[stat.LastIndexOf(')')..].StartsWith(") Z", StringComparison.Ordinal);
    }
}
