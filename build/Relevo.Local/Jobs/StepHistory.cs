using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>The results of steps that completed. Each stands there from the moment its step is done, so a killed job goes on where it was.</summary>
internal sealed class StepHistory(WorkspaceDatabase? database)
{
    private const string Columns = "SELECT run_id, inputs, outputs, duration_ms FROM step_result";

    /// <summary>A step that completed.</summary>
    public sealed record Entry(string RunId, StepFingerprint Fingerprint, IReadOnlyDictionary<string, StepOutput> Outputs, TimeSpan Duration);

    /// <summary>The newest result with a fingerprint; null where there is none.</summary>
    public Entry? Find(StepFingerprint fingerprint) =>
        First($"{Columns} WHERE key = $key ORDER BY id DESC LIMIT 1", ("$key", fingerprint.Key));

    /// <summary>The newest result of a step by name; null where it never completed.</summary>
    public Entry? FindLast(string experiment, string step) =>
        First($"{Columns} WHERE experiment = $experiment AND step = $step ORDER BY id DESC LIMIT 1", ("$experiment", experiment), ("$step", step));

    /// <summary>Keeps a result, and takes the step off the list of running ones, at once.</summary>
    public void Add(string experiment, string step, Entry entry, DateTimeOffset finishedAt) => database!.Write(connection => // a step only runs where there is a workspace
    {
        connection.Execute(
            """
            INSERT INTO step_result(key, experiment, step, run_id, finished_at, duration_ms, inputs, outputs)
            VALUES($key, $experiment, $step, $run, $at, $duration, $inputs, $outputs)
            """,
            ("$key", entry.Fingerprint.Key), ("$experiment", experiment), ("$step", step), ("$run", entry.RunId),
            ("$at", finishedAt.ToString("O", CultureInfo.InvariantCulture)), ("$duration", (long)entry.Duration.TotalMilliseconds),
            ("$inputs", System.Text.Encoding.UTF8.GetString(entry.Fingerprint.ToJson())),
            ("$outputs", JsonSerializer.Serialize(entry.Outputs.ToDictionary(), JobsJson.Default.DictionaryStringStepOutput)));
        connection.Execute("DELETE FROM step_process WHERE run_id = $run", ("$run", entry.RunId));
    });

    private Entry? First(string sql, params (string, object?)[] parameters) => database?.Read(connection => connection.Query(sql, Map, parameters).FirstOrDefault());

    private static Entry Map(SqliteDataReader row) => new(
        row.GetString(0), StepFingerprint.Parse(row.GetString(1)),
        JsonSerializer.Deserialize(row.GetString(2), JobsJson.Default.DictionaryStringStepOutput) ?? [], TimeSpan.FromMilliseconds(row.GetInt64(3)));
}
