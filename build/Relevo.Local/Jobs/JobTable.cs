using System.Globalization;
using Microsoft.Data.Sqlite;
using Relevo.Local.Jobs.Processes;
using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>Which jobs and steps run now, and in which processes, so that what a killed runner left can be found.</summary>
internal sealed class JobTable(WorkspaceDatabase database)
{
    /// <summary>A job whose runner is gone.</summary>
    public sealed record DeadJob(string RunId, IReadOnlyList<DeadStep> Steps);

    /// <summary>A step that ran in it; process 0 where it had not started.</summary>
    public sealed record DeadStep(string RunId, int ProcessId, string ProcessStart);

    public void Begin(string runId, string experiment, DateTimeOffset at) => database.Write(connection => connection.Execute(
        "INSERT INTO job_run(run_id, experiment, pid, process_start, started_at) VALUES($run, $experiment, $pid, $start, $at)",
        ("$run", runId), ("$experiment", experiment), ("$pid", Environment.ProcessId),
        ("$start", ProcessTable.StartOf(Environment.ProcessId) ?? ""), ("$at", at.ToString("O", CultureInfo.InvariantCulture))));

    public void AddStep(string runId, string jobRunId, string step) => database.Write(connection => connection.Execute(
        "INSERT INTO step_process(run_id, job_run_id, step, pid, process_start) VALUES($run, $job, $step, 0, '')",
        ("$run", runId), ("$job", jobRunId), ("$step", step)));

    public void SetProcess(string runId, int processId) => database.Write(connection => connection.Execute(
        "UPDATE step_process SET pid = $pid, process_start = $start WHERE run_id = $run",
        ("$run", runId), ("$pid", processId), ("$start", ProcessTable.StartOf(processId) ?? "")));

    public void EndStep(string runId) => database.Write(connection => connection.Execute("DELETE FROM step_process WHERE run_id = $run", ("$run", runId)));

    public void End(string runId) => database.Write(connection => connection.Execute("DELETE FROM job_run WHERE run_id = $run", ("$run", runId)));

    /// <summary>The jobs whose runner is gone.</summary>
    public IReadOnlyList<DeadJob> FindDead() => database.Read(connection =>
    {
        var jobs = connection.Query(
            "SELECT run_id, pid, process_start FROM job_run", row => (RunId: row.GetString(0), Pid: row.GetInt32(1), Start: row.GetString(2)));
        return jobs.Where(job => ProcessTable.StartOf(job.Pid) != job.Start).Select(job => new DeadJob(job.RunId, StepsOf(connection, job.RunId))).ToList();
    });

    private static List<DeadStep> StepsOf(SqliteConnection connection, string jobRunId) => connection.Query(
        "SELECT run_id, pid, process_start FROM step_process WHERE job_run_id = $job",
        row => new DeadStep(row.GetString(0), row.GetInt32(1), row.GetString(2)), ("$job", jobRunId));
}
