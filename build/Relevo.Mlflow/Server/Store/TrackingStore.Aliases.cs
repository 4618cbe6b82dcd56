namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    /// <summary>
    /// Moves an alias only where it still points to the expected version: of any number of callers at once exactly one wins.
    /// The move and its history entry are kept together.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias, such as <c>champion</c>.</param>
    /// <param name="expectedVersion">The version that it must point to now; null: it must be absent.</param>
    /// <param name="newVersion">The version that it points to then; null removes it (the inverse of a first promotion).</param>
    /// <param name="by">Who moves it, for the history.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether it was moved; false: it points to another version than expected.</returns>
    /// <exception cref="MlflowException">The model or the new version is absent, or the alias is not allowed.</exception>
    public Task<bool> TrySetAliasAsync(
        string name, string alias, string? expectedVersion, string? newVersion, string? by, string? reason, CancellationToken cancellationToken)
    {
        Rules.Alias(alias);
        long? expected = expectedVersion is null ? null : Rules.Version(expectedVersion);
        long? next = newVersion is null ? null : Rules.Version(newVersion);
        return _database.WriteAsync(Durability.Power, s =>
        {
            ExistingModel(s, name);
            if (AliasedVersion(s, name, alias) != expected)
                return false;
            MoveAlias(s, name, alias, next, by, reason);
            return true;
        }, cancellationToken);
    }

    /// <summary>Points an alias to a version, whatever it pointed to before.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version.</param>
    /// <param name="by">Who, for the history.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task SetAliasAsync(string? name, string? alias, string? version, string? by, string? reason, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        Rules.Alias(alias);
        var number = Rules.Version(version);
        return ChangeAsync(s => MoveAlias(s, name!, alias!, number, by, reason), cancellationToken, Durability.Power); // Checked above.
    }

    /// <summary>Removes an alias. An absent one is no fault.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="by">Who, for the history.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteAliasAsync(string? name, string? alias, string? by, string? reason, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        Rules.Alias(alias);
        return ChangeAsync(s =>
        {
            ExistingModel(s, name!); // Checked above.
            MoveAlias(s, name!, alias!, null, by, reason);
        }, cancellationToken, Durability.Power);
    }

    /// <summary>The version that an alias points to.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <returns>The version, or null where model or alias is absent.</returns>
    public ModelVersion? FindModelVersionByAlias(string name, string alias) => _database.Read(s =>
        AliasedVersion(s, name, alias) is { } version ? LoadVersions(s, "WHERE v.name = $1 AND v.version = $2", [name, version]).FirstOrDefault() : null);

    /// <summary>What an alias has pointed to, oldest first. It outlives its versions and, under its last name, its model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias; null for all of the model.</param>
    /// <returns>The changes.</returns>
    public IReadOnlyList<AliasChange> GetAliasHistory(string name, string? alias) => _database.Read(s => s.Query(
        """
        SELECT name, alias, version, previous, changed, changed_by, reason FROM alias_history
        WHERE name = $1 AND ($2 IS NULL OR alias = $2) ORDER BY id
        """,
        r => new AliasChange
        {
            Name = r.GetString(0),
            Alias = r.GetString(1),
            Version = r.IsDBNull(2) ? null : r.GetInt64(2).ToString(),
            Previous = r.IsDBNull(3) ? null : r.GetInt64(3).ToString(),
            At = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
            By = Text(r, 5),
            Reason = Text(r, 6),
        }, name, alias));

    private static long? AliasedVersion(Session s, string name, string alias) =>
        s.Number("SELECT version FROM registered_model_aliases WHERE name = $1 AND alias = $2", name, alias);

    private void MoveAlias(Session s, string name, string alias, long? version, string? by, string? reason)
    {
        var previous = AliasedVersion(s, name, alias);
        if (version is { } number)
        {
            ExistingVersion(s, name, number);
            s.Execute("INSERT INTO registered_model_aliases (name, alias, version) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET version = excluded.version", name, alias, number);
        }
        else
        {
            s.Execute("DELETE FROM registered_model_aliases WHERE name = $1 AND alias = $2", name, alias);
        }
        if (previous == version)
            return;
        s.Execute(
            "INSERT INTO alias_history (name, alias, version, previous, changed, changed_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            name, alias, version, previous, Now, by, reason);
        TouchModel(s, name);
    }
}
