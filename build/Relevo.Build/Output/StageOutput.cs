using Nuke.Common;
using Relevo.Build.Targets;

namespace Relevo.Build.Output;

/// <summary>Chooses how to print.</summary>
internal static class StageOutput
{
    /// <summary>A live tree where a person looks at a terminal, plain lines elsewhere and where every line is wanted (<c>--verbosity verbose</c>).</summary>
    public static IStageOutput For(IHasSession build)
    {
        var style = Style.Detect();
        var plain = new PlainOutput(style, System.Console.Out, build.Verbosity <= Verbosity.Normal, build.Verbosity == Verbosity.Quiet);
        return style.IsTerminal && build is { IsLocalBuild: true, Verbosity: Verbosity.Normal } ? new LiveOutput(plain, build) : plain;
    }
}
