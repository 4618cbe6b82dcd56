using Relevo.Mlflow.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (await ChildProgram.TryRunAsync())
    return 0;

// What xunit's own entry point does.
return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
