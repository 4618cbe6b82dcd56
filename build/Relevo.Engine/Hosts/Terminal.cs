namespace Nuke.Common.Execution;

/// <summary>A person's terminal, or any place that is no build server known here.</summary>
public class Terminal : Host
{
    /// <summary>Always: each place is at least a terminal.</summary>
    public static bool IsRunningTerminal => true;
}
