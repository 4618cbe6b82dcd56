using Relevo.Serving.Supervision;
using Relevo.Serving.Tests.Support;

namespace Relevo.Serving.Tests.Endpoints;

public sealed class RotatingLogTests
{
    [Fact]
    public void A_log_that_grows_too_large_is_put_aside_once()
    {
        using var folder = new TempFolder();
        using (var log = new RotatingLog(folder.At("blue.log"), TimeProvider.System))
        {
            var line = new string('x', 1024 * 1024);
            for (var at = 0; at < 13; at++)
                log.Write(line);
        }

        Assert.Equal(["blue.log", "blue.log.1"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 6 * 1024 * 1024 + 1024));
    }
}
