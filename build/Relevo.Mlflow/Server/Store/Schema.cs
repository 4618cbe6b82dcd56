using Microsoft.Data.Sqlite;

namespace Relevo.Mlflow.Server.Store;

/// <summary>The tables and how they came about. A migration is never edited, only followed by another.</summary>
internal static class Schema
{
    private const string Component = "mlflow";

    public static IReadOnlyList<string> Migrations { get; } = [First, Second];

    /// <summary>Brings the file to the newest schema. Several processes may do so at once.</summary>
    /// <exception cref="Core.Errors.RelevoException">The file is newer than this program.</exception>
    public static void Apply(Session session, string path, IReadOnlyList<string> migrations)
    {
        session.Batch("CREATE TABLE IF NOT EXISTS schema_version (component TEXT PRIMARY KEY, version INTEGER NOT NULL)");
        var found = VersionOf(session);
        if (found > migrations.Count)
            throw StoreFaults.NewerSchema(path, found, migrations.Count);
        if (found == migrations.Count)
            return;
        if (found > 0)
            Backup(session, $"{path}.schema-{found}.bak");
        session.Batch("BEGIN IMMEDIATE");
        try
        {
            for (var version = (int)VersionOf(session); version < migrations.Count; version++)
                session.Batch(migrations[version]);
            session.Execute(
                "INSERT INTO schema_version (component, version) VALUES ($1, $2) ON CONFLICT (component) DO UPDATE SET version = max(version, excluded.version)",
                Component, migrations.Count);
            session.Batch("COMMIT");
        }
        catch (SqliteException)
        {
            Undo(session);
            throw;
        }
    }

    private static void Undo(Session session)
    {
        try
        {
            session.Batch("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk ends the transaction by itself; that this cannot be done again must not hide why.
        }
    }

    private static long VersionOf(Session session) => session.Number("SELECT version FROM schema_version WHERE component = $1", Component) ?? 0;

    // VACUUM INTO refuses an existing file; the first backup of a schema is the one before anything was touched.
    private static void Backup(Session session, string backup)
    {
        if (!File.Exists(backup))
            session.Execute("VACUUM INTO $1", backup);
    }

    private const string First = """
        CREATE TABLE experiments (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, artifact_location TEXT NOT NULL,
            stage TEXT NOT NULL DEFAULT 'active', created INTEGER NOT NULL, updated INTEGER NOT NULL);
        CREATE TABLE experiment_tags (
            experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (experiment, key)) WITHOUT ROWID;

        CREATE TABLE runs (
            id INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
            name TEXT NOT NULL, user_id TEXT NOT NULL, status TEXT NOT NULL, started INTEGER, ended INTEGER,
            stage TEXT NOT NULL DEFAULT 'active', deleted INTEGER, artifact_uri TEXT NOT NULL);
        CREATE INDEX runs_by_start ON runs (experiment, stage, started DESC, run_id);
        CREATE TABLE tags (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (run, key)) WITHOUT ROWID;
        CREATE INDEX tags_by_value ON tags (key, value);
        CREATE TABLE params (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (run, key)) WITHOUT ROWID;
        CREATE INDEX params_by_value ON params (key, value);

        -- A series is one metric of one run, with its latest point; its points carry a small number instead of run and key.
        CREATE TABLE series (
            id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, key TEXT NOT NULL,
            value REAL NOT NULL, is_nan INTEGER NOT NULL, timestamp INTEGER NOT NULL, step INTEGER NOT NULL,
            model_id TEXT, dataset_name TEXT, dataset_digest TEXT,
            UNIQUE (run, key));
        CREATE INDEX series_by_value ON series (key, is_nan, value, run);
        CREATE TABLE points (
            series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE, timestamp INTEGER NOT NULL, step INTEGER NOT NULL,
            value REAL NOT NULL, is_nan INTEGER NOT NULL, model_id TEXT, dataset_name TEXT, dataset_digest TEXT,
            PRIMARY KEY (series, timestamp, step, value, is_nan)) WITHOUT ROWID;

        CREATE TABLE datasets (
            id INTEGER PRIMARY KEY, experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE, name TEXT NOT NULL,
            digest TEXT NOT NULL, source_type TEXT NOT NULL, source TEXT NOT NULL, schema TEXT, profile TEXT,
            UNIQUE (experiment, name, digest));
        CREATE TABLE inputs (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, dataset INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
            PRIMARY KEY (run, dataset)) WITHOUT ROWID;
        CREATE INDEX inputs_by_dataset ON inputs (dataset);
        CREATE TABLE input_tags (
            run INTEGER NOT NULL, dataset INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (run, dataset, key), FOREIGN KEY (run, dataset) REFERENCES inputs (run, dataset) ON DELETE CASCADE) WITHOUT ROWID;

        CREATE TABLE registered_models (
            name TEXT PRIMARY KEY, description TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, next_version INTEGER NOT NULL DEFAULT 1);
        CREATE TABLE registered_model_tags (
            name TEXT NOT NULL REFERENCES registered_models (name) ON UPDATE CASCADE ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (name, key)) WITHOUT ROWID;
        CREATE TABLE model_versions (
            name TEXT NOT NULL REFERENCES registered_models (name) ON UPDATE CASCADE ON DELETE CASCADE, version INTEGER NOT NULL,
            created INTEGER NOT NULL, updated INTEGER NOT NULL, description TEXT, user_id TEXT, stage TEXT NOT NULL DEFAULT 'None',
            source TEXT NOT NULL, storage TEXT NOT NULL, run_id TEXT, run_link TEXT, status TEXT NOT NULL, status_message TEXT, model_id TEXT,
            PRIMARY KEY (name, version));
        CREATE INDEX model_versions_by_run ON model_versions (run_id);
        CREATE TABLE model_version_tags (
            name TEXT NOT NULL, version INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name, version, key),
            FOREIGN KEY (name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE ON DELETE CASCADE) WITHOUT ROWID;
        CREATE TABLE registered_model_aliases (
            name TEXT NOT NULL, alias TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (name, alias),
            FOREIGN KEY (name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE ON DELETE CASCADE) WITHOUT ROWID;
        -- No foreign key: the history outlives what it tells of.
        CREATE TABLE alias_history (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, alias TEXT NOT NULL, version INTEGER, previous INTEGER,
            changed INTEGER NOT NULL, changed_by TEXT, reason TEXT);
        CREATE INDEX alias_history_by_alias ON alias_history (name, alias, id);
        """;

    // Points lose their foreign key: nothing removes a series, and the check costs a look-up for each of a thousand points.
    private const string Second = """
        CREATE TABLE points_2 (
            series INTEGER NOT NULL, timestamp INTEGER NOT NULL, step INTEGER NOT NULL,
            value REAL NOT NULL, is_nan INTEGER NOT NULL, model_id TEXT, dataset_name TEXT, dataset_digest TEXT,
            PRIMARY KEY (series, timestamp, step, value, is_nan)) WITHOUT ROWID;
        INSERT INTO points_2 SELECT series, timestamp, step, value, is_nan, model_id, dataset_name, dataset_digest FROM points;
        DROP TABLE points;
        ALTER TABLE points_2 RENAME TO points;

        CREATE TABLE logged_models (
            id INTEGER PRIMARY KEY, model_id TEXT NOT NULL UNIQUE, experiment INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
            name TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, artifact_uri TEXT NOT NULL, status INTEGER NOT NULL,
            status_message TEXT, model_type TEXT, source_run TEXT, stage TEXT NOT NULL DEFAULT 'active');
        CREATE INDEX logged_models_by_creation ON logged_models (experiment, stage, created DESC);
        CREATE TABLE logged_model_tags (
            model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (model, key)) WITHOUT ROWID;
        CREATE TABLE logged_model_params (
            model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (model, key)) WITHOUT ROWID;
        CREATE TABLE logged_model_metrics (
            model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE, key TEXT NOT NULL, timestamp INTEGER NOT NULL,
            step INTEGER NOT NULL, value REAL NOT NULL, is_nan INTEGER NOT NULL, run_id TEXT NOT NULL, dataset_name TEXT, dataset_digest TEXT,
            PRIMARY KEY (model, key, timestamp, step, value, is_nan, run_id)) WITHOUT ROWID;
        CREATE TABLE run_models (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, is_output INTEGER NOT NULL, model_id TEXT NOT NULL, step INTEGER NOT NULL,
            PRIMARY KEY (run, is_output, model_id, step)) WITHOUT ROWID;
        """;
}
