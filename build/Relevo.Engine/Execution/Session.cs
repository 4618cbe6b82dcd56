using Nuke.Common;
using Nuke.Common.IO;
using Relevo.Engine.Hosts;
using Relevo.Engine.Parameters;
using Relevo.Engine.Parameters.Sources;

namespace Relevo.Engine.Execution;

/// <summary>
/// What NUKE keeps in static members of <see cref="NukeBuild"/>: found out from the call when first asked for.
/// There is one in a process; tests begin another for each build.
/// </summary>
internal sealed class Session
{
    private static Session? current;

    private readonly Lazy<AbsolutePath> root;

    public Session(Invocation invocation)
    {
        Invocation = invocation;
        CommandLine = new CommandLine(invocation.Arguments);
        root = new Lazy<AbsolutePath>(() => RootDirectory.Find(this));
        Sources = new ParameterSources(this);
        Binder = new Binder(Sources);
        Secrets = new Secrets();
    }

    public static Session Current
    {
        get => current ??= new Session(Invocation.OfProcess());
        set => current = value;
    }

    public Invocation Invocation { get; }

    public CommandLine CommandLine { get; }

    public ParameterSources Sources { get; }

    public Binder Binder { get; }

    public Secrets Secrets { get; }

    public AbsolutePath Root => root.Value;

    public AbsolutePath Temporary => Root / ".nuke" / "temp";

    public IReadOnlyList<string> Profiles => field ??= Sources.ProfileNames();

    public Host Host
    {
        get => field ??= HostDetection.Detect(this);
        set;
    }

    public Verbosity Verbosity
    {
        get => given ??= Binder.BindBuiltIn<Verbosity>(nameof(Verbosity)) ?? Verbosity.Normal;
        set => given = value;
    }

    private Verbosity? given;
}
