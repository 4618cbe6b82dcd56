using System.Reflection;
using System.Runtime.InteropServices;
using Relevo.Core.Errors;

namespace Relevo.Serving.Endpoints;

/// <summary>The command line that runs this assembly in another process, with the runtime that runs it in this one.</summary>
internal static class DotnetCommand
{
    public static IReadOnlyList<string> For(IReadOnlyList<string> arguments) =>
        [Dotnet(), "exec", .. Configuration(), typeof(DotnetCommand).Assembly.Location, .. arguments];

    /// <summary>Where this assembly came without its own configuration, that of the program around it has all it needs.</summary>
    private static string[] Configuration()
    {
        if (File.Exists(Path.ChangeExtension(typeof(DotnetCommand).Assembly.Location, ".runtimeconfig.json")))
            return [];
        var around = Path.Combine(AppContext.BaseDirectory, Assembly.GetEntryAssembly()?.GetName().Name ?? "");
        return ["--runtimeconfig", around + ".runtimeconfig.json", "--depsfile", around + ".deps.json"];
    }

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
