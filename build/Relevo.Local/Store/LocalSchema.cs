namespace Relevo.Local.Store;

/// <summary>The tables of the store and of the job runner. Append migrations; never change one that was released.</summary>
internal static class LocalSchema
{
    public static IReadOnlyList<string> Migrations { get; } =
    [
        """
        CREATE TABLE file_hash(
            path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, identity TEXT NOT NULL, sha256 TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE job_run(
            run_id TEXT PRIMARY KEY, experiment TEXT NOT NULL, pid INTEGER NOT NULL, process_start TEXT NOT NULL, started_at TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE step_process(
            run_id TEXT PRIMARY KEY, job_run_id TEXT NOT NULL REFERENCES job_run(run_id) ON DELETE CASCADE,
            step TEXT NOT NULL, pid INTEGER NOT NULL, process_start TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE step_result(
            id INTEGER PRIMARY KEY, key TEXT NOT NULL, experiment TEXT NOT NULL, step TEXT NOT NULL, run_id TEXT NOT NULL,
            finished_at TEXT NOT NULL, duration_ms INTEGER NOT NULL, inputs TEXT NOT NULL, outputs TEXT NOT NULL
        );
        CREATE INDEX step_result_by_key ON step_result(key, id);
        CREATE INDEX step_result_by_step ON step_result(experiment, step, id);
        """,
    ];
}
