using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Lifecycle;

public sealed class SmallProjectTests
{
    [Fact]
    public async Task A_model_is_shipped_weighed_replaced_and_rolled_back()
    {
        await using var project = new SmallProject();

        var first = (await project.RunAsync()).Ended(0);
        System.IO.File.WriteAllText("/tmp/e2e-first.txt", first.Output);
        (await project.ShellAsync(first.Curl)).Ended(0);
    }
}
