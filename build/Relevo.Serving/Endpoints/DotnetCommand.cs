using System.Runtime.InteropServices;
using Relevo.Core.Errors;

namespace Relevo.Serving.Endpoints;

/// <summary>The command line that runs this assembly in another process, with the runtime that runs it in this one.</summary>
internal static class DotnetCommand
{
    public static IReadOnlyList<string> For(IReadOnlyList<string> arguments) =>
        [Dotnet(), "exec", typeof(DotnetCommand).Assembly.Location, .. arguments];

    private static string Dotnet()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/: the executable lies in the root, wherever PATH points.
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        string?[] candidates = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"), beside];
        return candidates.FirstOrDefault(File.Exists) ?? throw new RelevoException(
            $"The 'dotnet' executable is not at '{beside}'.", "set DOTNET_HOST_PATH to it.", ExitCode.Workspace);
    }
}
