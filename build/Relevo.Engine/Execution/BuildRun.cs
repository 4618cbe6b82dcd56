using System.Linq.Expressions;
using Nuke.Common;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Relevo.Engine.Help;
using Relevo.Engine.Hosts;
using Relevo.Engine.Parameters;
using Relevo.Engine.Planning;
using Relevo.Engine.Targets;

namespace Relevo.Engine.Execution;

/// <summary>One call of a build, from the words of its command line to its exit code.</summary>
internal sealed class BuildRun : IDisposable
{
    private const int Failure = -1;

    private readonly Session session;
    private readonly Interruption interruption = new();
    private readonly TextWriter standardOutput = Console.Out;
    private readonly TextWriter standardError = Console.Error;
    private readonly List<MaskingWriter> masking = [];
    private NukeBuild? build;
    private bool isEnded;

    private BuildRun(Session session) => this.session = session;

    /// <summary>Runs a build.</summary>
    public static int Execute<T>(Session session, Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = System.Text.Encoding.UTF8;

        using var run = new BuildRun(session);
        try
        {
            return run.Execute(defaults);
        }
        catch (Exception e)
        {
            // The edge of the process: nothing above this could tell a person.
            return run.Fail(Fault.Unwrap(e));
        }
    }

    /// <summary>Stops masking, after what is held back has been written.</summary>
    public void Dispose()
    {
        foreach (var writer in masking)
            writer.Complete();
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
        interruption.Dispose();
    }

    private int Execute<T>(Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        var created = new T();
        build = created;
        var targets = TargetFactory.CreateAll(created, defaults);
        var catalog = ParameterCatalog.Of(typeof(T));
        if (Asks(nameof(INukeBuild.Help)))
            return ShowHelp(targets, catalog);

        CallCheck.Check(session, catalog, [.. targets.Select(x => x.Name)]);
        HideSecrets(catalog);
        MemberInjection.InjectParameters(build, catalog, session.Binder);
        build.OnBuildCreated();

        build.ExecutionPlan = ExecutionPlanner.Plan(targets, Requested(ParameterSources.Positional, targets));
        if (build.ExecutionPlan.Count == 0)
            return ShowHelp(targets, catalog);

        if (!build.NoLogo && Output.IsEnabled(build, DefaultOutput.Logo))
            Style.Line(Style.Faint($"Relevo.Engine {typeof(NukeBuild).Assembly.GetName().Version?.ToString(3)}, with the API of NUKE 10.1.0"));

        var skipping = new Skipping(build.ExecutionPlan);
        skipping.ByName(Requested("Skip", targets), targets);
        if (build.Plan)
            return ShowPlan(skipping);

        MemberInjection.InjectOthers(build, catalog);
        build.OnBuildInitialized();
        skipping.ByStaticConditions();
        Requirements.Check(build, catalog);
        return Run(new TargetRunner(build, skipping, AttemptFile.Begin(build), interruption));
    }

    private int Run(TargetRunner runner)
    {
        try
        {
            runner.RunAll();
        }
        finally
        {
            // The table comes even where a hook of the build throws.
            Settle();
            if (Output.IsEnabled(build!, DefaultOutput.TargetOutcome))
                NukeBuild.Host.WriteTargetOutcome(build!);
            if (Output.IsEnabled(build!, DefaultOutput.BuildOutcome))
                NukeBuild.Host.WriteBuildOutcome(build!);
        }

        return End(interruption.ExitCode ?? (build!.IsSucceeding ? 0 : Failure));
    }

    // As in NUKE, the exit code is settled before the last hook, which sees it and cannot change it.
    private int End(int otherwise)
    {
        var code = build!.ExitCode ??= otherwise;
        if (build.ExecutionPlan is not null && !isEnded)
        {
            isEnded = true;
            Settle();
            build.OnBuildFinished();
        }

        return code;
    }

    private void Settle()
    {
        foreach (var target in build!.ExecutionPlan)
        {
            target.Stopwatch.Stop();
            target.Status = target.Status switch
            {
                ExecutionStatus.Running => ExecutionStatus.Aborted,
                ExecutionStatus.Scheduled => ExecutionStatus.NotRun,
                var status => status,
            };
        }
    }

    private int Fail(Exception exception)
    {
        try
        {
            return Report(exception);
        }
        catch (Exception e)
        {
            // The build's last hook has thrown as well. It is not called again, so this ends.
            return Report(Fault.Unwrap(e));
        }
    }

    private int Report(Exception exception)
    {
        var isUsage = exception is UsageException;
        if (isUsage)
            Console.Error.WriteLine(Style.Error(exception.Message));
        if (!isUsage || Fault.HostOrNull() is IBuildServer)
            Fault.Report(exception);

        var code = isUsage ? UsageException.ExitCode : Failure;
        if (build is null)
            return code;
        if (isEnded && build.ExitCode is 0)
            build.ExitCode = code;
        return End(code);
    }

    // Before anything is bound: help is given even to who has written all else wrongly.
    private bool Asks(string flag) => session.CommandLine.Find(flag) is { Values: [] or ["true"] };

    // A variable such as TARGET or SKIP that names no targets is meant for another program.
    private RequestedTargets? Requested(string parameter, IReadOnlyList<ExecutableTarget> targets)
        => session.Sources.Find(parameter, separator: '+') is { } raw
           && !(raw.IsIncidental && raw.Values.Any(x => !targets.Any(y => ParameterName.AreSame(x, y.Name))))
            ? new RequestedTargets(raw.Values, raw.Origin)
            : null;

    private void HideSecrets(ParameterCatalog catalog)
    {
        session.Secrets.Collect(catalog, session.Binder);
        if (session.Secrets.Values.Count == 0)
            return;

        foreach (var secret in session.Secrets.Values)
            NukeBuild.Host.HideSecret(secret);
        masking.AddRange(new MaskingWriter(standardOutput, session.Secrets), new MaskingWriter(standardError, session.Secrets));
        Console.SetOut(masking[0]);
        Console.SetError(masking[1]);
    }

    private static int ShowHelp(IReadOnlyList<ExecutableTarget> targets, ParameterCatalog catalog)
    {
        Console.Out.Write(HelpText.Of(targets, catalog));
        return 0;
    }

    private int ShowPlan(Skipping skipping)
    {
        skipping.ByStaticConditions();
        Console.Out.Write(PlanText.Of(build!.ExecutionPlan));
        return 0;
    }
}
