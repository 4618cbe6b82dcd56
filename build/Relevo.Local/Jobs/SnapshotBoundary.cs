using System.Security;
using System.Text;

namespace Relevo.Local.Jobs;

/// <summary>
/// Files in <c>snapshots/</c> that shield .NET steps from the settings of the repository around the workspace, and give those that
/// ask for the package <c>Relevo.Mlflow</c> the toolkit's own copy, so that no feed needs to have it.
/// </summary>
internal static class SnapshotBoundary
{
    /// <summary>Writes the files that are missing or different.</summary>
    public static void Write(string snapshots, string mlflowAssembly)
    {
        foreach (var (name, text) in Files(mlflowAssembly))
        {
            var path = Path.Combine(snapshots, name);
            if (File.Exists(path) && File.ReadAllText(path) == text) continue;
            var beside = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(beside, path, overwrite: true);
        }
    }

    private static IEnumerable<(string Name, string Text)> Files(string mlflowAssembly)
    {
        yield return ("Directory.Build.props", """
            <Project>
              <!-- Made by Relevo. Steps are built as on a clean machine, whatever repository surrounds this folder. -->
              <PropertyGroup>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>false</CentralPackageTransitivePinningEnabled>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
                <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
              </PropertyGroup>
            </Project>

            """);
        yield return ("Directory.Build.targets", $"""
            <Project>
              <!-- Made by Relevo. The package Relevo.Mlflow is the toolkit's own assembly. -->
              <PropertyGroup>
                <RelevoMlflowAssembly>{SecurityElement.Escape(mlflowAssembly)}</RelevoMlflowAssembly>
              </PropertyGroup>
              <ItemGroup Condition="Exists('$(RelevoMlflowAssembly)')">
                <_OtherThanRelevo Include="@(PackageReference)" Exclude="Relevo.Mlflow" />
                <Reference Include="Relevo.Mlflow" HintPath="$(RelevoMlflowAssembly)" Condition="'@(PackageReference)' != '@(_OtherThanRelevo)'" />
                <PackageReference Remove="Relevo.Mlflow" />
              </ItemGroup>
            </Project>

            """);
        yield return ("Directory.Packages.props", "<Project />\n");
        yield return ("Directory.Build.rsp", "");
        yield return (".editorconfig", "root = true\n");
        yield return ("global.json", "{}\n");
    }
}
