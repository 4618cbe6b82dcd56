using Nuke.Common;

namespace Relevo.Engine.Tests.Calls;

/// <summary>A build that notes what happens in it.</summary>
internal abstract class TestBuild : NukeBuild
{
    protected TestBuild() => Last = this;

    public static TestBuild? Last { get; set; }

    public List<string> Journal { get; } = [];

    public void Note(string entry) => Journal.Add(entry);

    public Action Noting(string entry) => () => Note(entry);
}
