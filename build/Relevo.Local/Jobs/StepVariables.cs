using System.Collections;

namespace Relevo.Local.Jobs;

/// <summary>The environment variables of a step's process.</summary>
/// <remarks>
/// A step inherits what Relevo was started with, without: MLflow's variables, which name another server and its credentials; the
/// tokens that a CI runner gives its own machinery; and what <c>dotnet</c> and MSBuild leave behind for their own children, which
/// breaks a <c>dotnet</c> of another version in a step.
/// </remarks>
internal static class StepVariables
{
    /// <summary>Set, with the job's run id, for every process of a job.</summary>
    public const string JobMarker = "RELEVO_JOB_RUN_ID";

    private static readonly HashSet<string> Withheld = new(StringComparer.OrdinalIgnoreCase)
    {
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_RUNTIME_TOKEN", "GITHUB_TOKEN", "GH_TOKEN",
        "SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT", "VSS_NUGET_ACCESSTOKEN",
        "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_CLI_CONTEXT_VERBOSE",
        "RELEVO_STEP_RUN_ID", JobMarker,
    };

    /// <summary>What a step inherits.</summary>
    public static Dictionary<string, string> Inherited()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (!Withheld.Contains(name) && !IsForeign(name)) variables[name] = (string?)entry.Value ?? "";
        }
        return variables;
    }

    /// <summary>Names of inputs and outputs as part of a variable's name, as Azure ML writes them.</summary>
    public static string Named(string prefix, string name) => prefix + name.Replace('-', '_').Replace('.', '_');

    private static bool IsForeign(string name) =>
        name.StartsWith("MLFLOW_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("AZUREML_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("AZURE_ML_INPUT_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("AZURE_ML_OUTPUT_", StringComparison.OrdinalIgnoreCase);
}
