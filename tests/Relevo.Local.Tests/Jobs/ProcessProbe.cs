using System.Text;

namespace Relevo.Local.Tests.Jobs;

/// <summary>Looks for living processes by the variable that every process of a job carries.</summary>
internal static class ProcessProbe
{
    public static List<int> Of(string jobRunId)
    {
        var marker = $"RELEVO_JOB_RUN_ID={jobRunId}";
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            try
            {
                if (Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/environ")).Split('\0').Contains(marker)
                    && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal)) found.Add(id);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }
        return found;
    }

    public static async Task<bool> IsGoneAsync(string jobRunId, CancellationToken cancellationToken)
    {
        for (var round = 0; round < 200; round++)
        {
            if (Of(jobRunId).Count == 0) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
        return false;
    }
}
