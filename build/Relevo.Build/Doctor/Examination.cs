using Nuke.Common;
using Relevo.Build.Output;
using Relevo.Build.Sessions;
using Relevo.Build.Targets;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Gate;
using Relevo.Core.Jobs;
using Relevo.Core.Stages;

namespace Relevo.Build.Doctor;

/// <summary>Looks at everything that a first <c>Ship</c> needs, and says of each thing how it is.</summary>
internal static class Examination
{
    private const long LeastFreeBytes = 1_000_000_000;

    /// <summary>Looks.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(IHasSession build, CancellationToken cancellationToken)
    {
        List<Finding> findings = [Engine(), Runtime(), await GitAsync(build, cancellationToken), Disk(build.RootDirectory)];
        StageContext context;
        try
        {
            context = ContextFactory.Create(build);
        }
        catch (RelevoException fault)
        {
            return [.. findings, new("project", Grade.Failure, fault.Problem, fault.Remedy)];
        }
        await using var workspace = context.Workspace;
        findings.Add(new("project", Grade.Good, $"{context.Project.Name} ({context.Project.File})"));
        findings.Add(new("environment", Grade.Good, $"{context.Environment.Name}: workspace '{context.Environment.Workspace}' in {workspace.Location}"));
        findings.AddRange(Files(context));
        findings.AddRange(Commands(context));
        findings.Add(await WorkspaceAsync(context, cancellationToken));
        return findings;
    }

    /// <summary>Ends the target where anything keeps the project from shipping.</summary>
    public static void ThrowIfAnyFailed(IReadOnlyList<Finding> findings)
    {
        var failed = findings.Count(f => f.Grade == Grade.Failure);
        if (failed > 0) throw new RelevoException($"{failed} of {findings.Count} checks failed.", "mend what is marked 'fail' above.", ExitCode.Configuration);
    }

    private static Finding Engine()
    {
        var assembly = typeof(NukeBuild).Assembly.GetName();
        return new("engine", Grade.Good, assembly.Name == "Relevo.Engine" ? "bundled (the feed does not have Nuke.Common, or RELEVO_ENGINE=bundled)" : $"NUKE {assembly.Version?.ToString(3)}");
    }

    private static Finding Runtime() => new("runtime", Grade.Good, $".NET {Environment.Version} on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors");

    private static async Task<Finding> GitAsync(IHasSession build, CancellationToken cancellationToken)
    {
        var revision = await Task.Run(() => GitRevision.Of(build.RootDirectory), cancellationToken);
        return revision.Commit is null
            ? new("git", Grade.Warning, "no commit: records cannot say which source code they come from", "install git, and commit the project.")
            : new("git", Grade.Good, $"{revision} on {revision.Branch ?? "a detached head"}");
    }

    private static Finding Disk(string root)
    {
        var free = new DriveInfo(Path.GetFullPath(root)).AvailableFreeSpace;
        return free >= LeastFreeBytes
            ? new("disk", Grade.Good, $"{Words.Bytes(free)} free")
            : new("disk", Grade.Failure, $"{Words.Bytes(free)} free", $"make room: a first run needs about {Words.Bytes(LeastFreeBytes)}.");
    }

    private static IEnumerable<Finding> Files(StageContext context)
    {
        var project = context.Project;
        yield return Read("job", project.JobFile, () => _ = AzureMlYaml.LoadJob(project.JobFile));
        foreach (var file in project.DataFiles) yield return Read("data", file, () => _ = AzureMlYaml.LoadData(file));
        foreach (var file in project.JobEnvironmentFiles) yield return Read("job env", file, () => _ = AzureMlYaml.LoadEnvironment(file));
        foreach (var file in project.ComputeFiles) yield return Read("compute", file, () => _ = AzureMlYaml.LoadCompute(file));
        if (project.GateFile is { } gate) yield return Read("gate", gate, () => _ = GateFile.Load(gate));
        if (project is { EndpointFile: { } endpoint, DeploymentFile: not null }) yield return Read("endpoint", endpoint, () => _ = DeployStage.Load(context));
        if (project.SampleRequestFile is { } request)
            yield return File.Exists(request) ? new("request", Grade.Good, Shown(request)) : new("request", Grade.Failure, $"{Shown(request)} is missing", "add it, or remove 'sample_request' from relevo.yml.");
    }

    private static Finding Read(string subject, string file, Action read)
    {
        try
        {
            read();
            return new(subject, Grade.Good, Shown(file));
        }
        catch (RelevoException fault)
        {
            return new(subject, Grade.Failure, fault.Problem, fault.Remedy);
        }
    }

    /// <summary>The programs that the job's commands begin with.</summary>
    private static IEnumerable<Finding> Commands(StageContext context)
    {
        Job job;
        try
        {
            job = AzureMlYaml.LoadJob(context.Project.JobFile);
        }
        catch (RelevoException)
        {
            yield break; // reported with the files
        }
        var commands = job switch
        {
            CommandJob single => [single.Command],
            PipelineJob pipeline => pipeline.Jobs.Values.OfType<CommandStep>().Select(s => s.Command).OfType<string>(),
            _ => [],
        };
        foreach (var program in commands.Select(c => c.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()).OfType<string>().Distinct())
        {
            if (program.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '+'))) continue;
            yield return OnPath(program) is { } path
                ? new("command", Grade.Good, $"{program}: {path}")
                : new("command", Grade.Failure, $"'{program}', which the job's steps begin with, is not on the PATH", $"install {program}, or change 'command:' in {Shown(context.Project.JobFile)}.");
        }
    }

    private static string? OnPath(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<Finding> WorkspaceAsync(StageContext context, CancellationToken cancellationToken)
    {
        try
        {
            var pending = (await context.Workspace.Provisioning.PlanAsync(ProvisionStage.Request(context), cancellationToken)).Count(c => c.IsPending);
            return new("workspace", Grade.Good, pending == 0 ? "as asked" : $"{pending} changes pending; Provision makes them");
        }
        catch (RelevoException fault)
        {
            return new("workspace", Grade.Failure, fault.Problem, fault.Remedy);
        }
    }

    private static string Shown(string file) => Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
}
