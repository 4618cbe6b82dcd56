using System.Globalization;
using Microsoft.Data.Sqlite;
using Relevo.Local.Store;

namespace Relevo.Local.Provisioning;

/// <summary>The tables of what is provisioned and of the data assets, component <c>assets</c> of the workspace's database.</summary>
internal static class ProvisionTables
{
    /// <summary>Append migrations; never change one that was released.</summary>
    private static readonly IReadOnlyList<string> Migrations =
    [
        """
        CREATE TABLE workspace(
            id INTEGER PRIMARY KEY CHECK (id = 1), project TEXT NOT NULL, environment TEXT NOT NULL, provisioned_at TEXT NOT NULL
        );

        CREATE TABLE compute(
            name TEXT PRIMARY KEY COLLATE NOCASE, size TEXT, min_instances INTEGER NOT NULL, max_instances INTEGER NOT NULL, tier TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE data_version(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, type TEXT NOT NULL, digest TEXT NOT NULL,
            size_bytes INTEGER NOT NULL, file_count INTEGER NOT NULL, registered_at TEXT NOT NULL, source TEXT NOT NULL,
            UNIQUE(name, version)
        );
        """,
    ];

    public static void Migrate(WorkspaceDatabase database) => database.Migrate("assets", Migrations);

    /// <summary>What is provisioned; null where nothing is.</summary>
    public static ProvisionedState? Read(WorkspaceDatabase database) => database.Read(connection =>
        connection.Query(
            "SELECT project, environment FROM workspace",
            row => new ProvisionedState(row.GetString(0), row.GetString(1), ReadComputes(connection))).SingleOrDefault());

    public static void WriteWorkspace(WorkspaceDatabase database, string project, string environment, DateTimeOffset now) => database.Write(connection =>
        connection.Execute(
            """
            INSERT INTO workspace(id, project, environment, provisioned_at) VALUES(1, $project, $environment, $now)
            ON CONFLICT(id) DO UPDATE SET project = excluded.project, environment = excluded.environment
            """,
            ("$project", project), ("$environment", environment), ("$now", now.ToString("O", CultureInfo.InvariantCulture))));

    public static void WriteCompute(WorkspaceDatabase database, ComputeSpec compute) => database.Write(connection =>
        connection.Execute(
            """
            INSERT OR REPLACE INTO compute(name, size, min_instances, max_instances, tier) VALUES($name, $size, $min, $max, $tier)
            """,
            ("$name", compute.Name), ("$size", compute.Size), ("$min", compute.MinInstances), ("$max", compute.MaxInstances), ("$tier", compute.Tier)));

    public static void DeleteCompute(WorkspaceDatabase database, string name) => database.Write(connection =>
        connection.Execute("DELETE FROM compute WHERE name = $name", ("$name", name)));

    private static List<ComputeSpec> ReadComputes(SqliteConnection connection) => connection.Query(
        "SELECT name, size, min_instances, max_instances, tier FROM compute ORDER BY name",
        row => new ComputeSpec
        {
            Name = row.GetString(0),
            Size = row.IsDBNull(1) ? null : row.GetString(1),
            MinInstances = row.GetInt32(2),
            MaxInstances = row.GetInt32(3),
            Tier = row.GetString(4),
        });
}
