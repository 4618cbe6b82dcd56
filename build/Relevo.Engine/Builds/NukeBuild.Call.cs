#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using System.Linq.Expressions;
using Nuke.Common.CI;
using Nuke.Common.IO;
using Relevo.Engine.Execution;
using Relevo.Engine.Parameters;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>The directory that the build is about: the nearest upward with <c>.nuke</c> in it.</summary>
    [Parameter("Root directory during build execution.", Name = "Root")]
    public static AbsolutePath RootDirectory => Session.Current.Root;

    /// <summary><c>.nuke/temp</c> below the root; made before the first target runs.</summary>
    public static AbsolutePath TemporaryDirectory => Session.Current.Temporary;

    /// <summary>The build's assembly.</summary>
    public static AbsolutePath BuildAssemblyFile => BuildFiles.Assembly;

    /// <summary>The directory of the build's assembly.</summary>
    public static AbsolutePath BuildAssemblyDirectory => BuildFiles.Assembly?.Parent;

    /// <summary>The directory of the build's project, or null.</summary>
    public static AbsolutePath BuildProjectDirectory => BuildFiles.Project?.Parent;

    /// <summary>The build's project: the nearest upward from its assembly, or null.</summary>
    public static AbsolutePath BuildProjectFile => BuildFiles.Project;

    /// <summary>How much the build prints. Default: <see cref="Verbosity.Normal"/>.</summary>
    [Parameter("Logging verbosity during build execution. Default is 'Normal'.")]
    public static Verbosity Verbosity
    {
        get => Session.Current.Verbosity;
        set => Session.Current.Verbosity = value;
    }

    /// <summary>Where the build runs. Default: found out from the environment.</summary>
    [Parameter("Host for execution. Default is 'automatic'.")]
    public static Host Host
    {
        get => Session.Current.Host;
        set => Session.Current.Host = value;
    }

    /// <summary>The profiles asked for: files <c>.nuke/parameters.{profile}.json</c>, of which the last counts first.</summary>
    [Parameter("Defines the profiles to load.", Name = "Profile")]
    public static string[] LoadedLocalProfiles => [.. Session.Current.Profiles];

    /// <summary>Whether the build does not run on a build server.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>Whether the build runs on a build server.</summary>
    public static bool IsServerBuild => Host is IBuildServer;

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    AbsolutePath INukeBuild.BuildAssemblyFile => BuildAssemblyFile;

    AbsolutePath INukeBuild.BuildAssemblyDirectory => BuildAssemblyDirectory;

    AbsolutePath INukeBuild.BuildProjectDirectory => BuildProjectDirectory;

    AbsolutePath INukeBuild.BuildProjectFile => BuildProjectFile;

    Verbosity INukeBuild.Verbosity => Verbosity;

    Host INukeBuild.Host => Host;

    bool INukeBuild.IsLocalBuild => IsLocalBuild;

    bool INukeBuild.IsServerBuild => IsServerBuild;

    T INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression) => ParameterExpressionValue.Of<T>(parameterExpression);

    T INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression) => ParameterExpressionValue.Of<T>(parameterExpression);
}
