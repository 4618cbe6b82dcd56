using System.Linq.Expressions;
using Nuke.Common;
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
    private NukeBuild? build;

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
        Console.Out.Flush();
        Console.Error.Flush();
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

        build.ExecutionPlan = ExecutionPlanner.Plan(targets, Requested(nameof(Target)));
        if (build.ExecutionPlan.Count == 0)
            return ShowHelp(targets, catalog);

        if (!build.NoLogo && Output.IsEnabled(build, DefaultOutput.Logo))
            Style.Line(Style.Faint($"Relevo.Engine {typeof(NukeBuild).Assembly.GetName().Version?.ToString(3)}, with the API of NUKE 10.1.0"));

        var skipping = new Skipping(build.ExecutionPlan);
        skipping.ByName(Requested("Skip"), targets);
        if (build.Plan)
            return ShowPlan(skipping);

        MemberInjection.InjectOthers(build, catalog);
        build.OnBuildInitialized();
        skipping.ByStaticConditions();
        Requirements.Check(build, catalog);
        return Run(new TargetRunner(build, skipping, AttemptFile.Begin(build), interruption));
    }

    // As in NUKE, the table and the last hook come even where a hook of the build throws.
    private int Run(TargetRunner runner)
    {
        var finished = false;
        try
        {
            runner.RunAll();
            finished = true;
        }
        finally
        {
            Settle();
            if (Output.IsEnabled(build!, DefaultOutput.TargetOutcome))
                NukeBuild.Host.WriteTargetOutcome(build!);
            if (Output.IsEnabled(build!, DefaultOutput.BuildOutcome))
                NukeBuild.Host.WriteBuildOutcome(build!);
            if (!finished)
                build!.OnBuildFinished();
        }

        build!.OnBuildFinished();
        return build.ExitCode ??= interruption.ExitCode ?? (build.IsSucceeding ? 0 : Failure);
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
        // Where even the host is written wrongly, there is none to report to.
        if (exception is UsageException)
            Console.Error.WriteLine(Style.Error(exception.Message));
        if (exception is not UsageException || HostIsServer())
            Fault.Report(exception);
        if (build is null)
            return exception is UsageException ? UsageException.ExitCode : Failure;

        return build.ExitCode ??= exception is UsageException ? UsageException.ExitCode : Failure;
    }

    private static bool HostIsServer()
    {
        try
        {
            return NukeBuild.IsServerBuild;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    // Before anything is bound: help is given even to who has written all else wrongly.
    private bool Asks(string flag) => session.CommandLine.Find(flag) is { Values: [] or ["true"] };

    private RequestedTargets? Requested(string parameter)
        => session.Sources.Find(parameter, separator: '+') is { } raw ? new RequestedTargets(raw.Values, raw.Origin) : null;

    private void HideSecrets(ParameterCatalog catalog)
    {
        session.Secrets.Collect(catalog, session.Binder);
        if (session.Secrets.Values.Count == 0)
            return;

        foreach (var secret in session.Secrets.Values)
            NukeBuild.Host.HideSecret(secret);
        Console.SetOut(new MaskingWriter(standardOutput, session.Secrets));
        Console.SetError(new MaskingWriter(standardError, session.Secrets));
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
