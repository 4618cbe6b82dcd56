using System.Globalization;
using Microsoft.Data.Sqlite;
using Relevo.Core.Workspaces;
using Relevo.Local.Store;

namespace Relevo.Local.Data;

/// <summary>The registered data versions in the workspace's database. A later registration has a higher id.</summary>
internal static class DataTable
{
    private const string Columns = "name, version, type, digest, size_bytes, file_count, registered_at, source";

    /// <summary>Every version of an asset, newest first.</summary>
    public static IReadOnlyList<DataVersion> Versions(SqliteConnection connection, string name) =>
        connection.Query($"SELECT {Columns} FROM data_version WHERE name = $name ORDER BY id DESC", Read, ("$name", name));

    /// <summary>The newest version of every asset, by name.</summary>
    public static IReadOnlyList<DataVersion> Newest(SqliteConnection connection) =>
        connection.Query($"SELECT {Columns} FROM data_version WHERE id IN (SELECT max(id) FROM data_version GROUP BY name) ORDER BY name", Read);

    public static void Add(SqliteConnection connection, DataVersion version) => connection.Execute(
        $"INSERT INTO data_version({Columns}) VALUES($name, $version, $type, $digest, $size, $files, $at, $source)",
        ("$name", version.Name), ("$version", version.Version), ("$type", version.Type), ("$digest", version.Digest), ("$size", version.SizeBytes),
        ("$files", version.FileCount), ("$at", version.RegisteredAt.ToString("O", CultureInfo.InvariantCulture)), ("$source", version.Source));

    private static DataVersion Read(SqliteDataReader row) => new()
    {
        Name = row.GetString(0),
        Version = row.GetString(1),
        Type = row.GetString(2),
        Digest = row.GetString(3),
        SizeBytes = row.GetInt64(4),
        FileCount = row.GetInt32(5),
        RegisteredAt = DateTimeOffset.Parse(row.GetString(6), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        Source = row.GetString(7),
    };
}
