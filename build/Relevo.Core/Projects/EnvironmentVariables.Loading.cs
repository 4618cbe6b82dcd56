using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Core.Projects;

public sealed partial record EnvironmentVariables
{
    /// <summary>
    /// Reads a <c>config-infra-{env}.yml</c> of the mlops-v2 family (https://github.com/Azure/mlops-v2), which is an Azure DevOps template of
    /// variables: a mapping, or a sequence of <c>name</c> and <c>value</c>. Values keep their text: <c>postfix: 0001</c> stays <c>0001</c>.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="RelevoException">The file is wrong, or a macro is unknown or leads back to itself.</exception>
    public static EnvironmentVariables Load(string path)
    {
        var diagnostics = new Diagnostics();
        var variables = new VariableSet(diagnostics);
        variables.AddFile(path);
        var resolved = variables.Resolve();
        diagnostics.ThrowIfAny();
        return resolved;
    }
}
