namespace Relevo.Mlflow.Server.Search;

/// <summary>Where the keys of a filter live in the tables, for one kind of thing that can be searched.</summary>
internal sealed class SearchSpace
{
    /// <summary>The column of an attribute.</summary>
    /// <param name="Sql">The expression.</param>
    /// <param name="IsNumber">Whether it compares as a number.</param>
    public sealed record Column(string Sql, bool IsNumber = false);

    /// <summary>A table of keys and values that belong to the thing.</summary>
    /// <param name="Name">The table.</param>
    /// <param name="Owner">The columns that name the owner, without brackets.</param>
    public sealed record Table(string Name, string Owner);

    /// <summary>The key of a row of the thing itself, matching <see cref="Table.Owner"/>.</summary>
    public required string Row { get; init; }

    public required string DefaultOrder { get; init; }

    public required string TieBreak { get; init; }

    public required IReadOnlyDictionary<string, Column> Attributes { get; init; }

    public required Table Tags { get; init; }

    /// <summary>The params, where there are any.</summary>
    public Table? Params { get; init; }

    /// <summary>The metrics, where there are any.</summary>
    public Table? Metrics { get; init; }

    /// <summary>Whether it is runs that are searched: they have data sets, and are ordered by metrics, params and tags.</summary>
    public bool HasRunData { get; init; }

    public static SearchSpace Runs { get; } = new()
    {
        Row = "r.id",
        DefaultOrder = "r.started DESC, r.run_id",
        TieBreak = "r.started DESC, r.run_id",
        HasRunData = true,
        Params = new Table("params", "run"),
        Metrics = new Table("series", "run"),
        Tags = new Table("tags", "run"),
        Attributes = new Dictionary<string, Column>
        {
            ["run_id"] = new("r.run_id"),
            ["run_name"] = new("r.name"), ["run name"] = new("r.name"), ["Run name"] = new("r.name"), ["Run Name"] = new("r.name"),
            ["experiment_id"] = new("CAST(r.experiment AS TEXT)"),
            ["status"] = new("r.status"),
            ["user_id"] = new("r.user_id"),
            ["artifact_uri"] = new("r.artifact_uri"),
            ["lifecycle_stage"] = new("r.stage"),
            ["start_time"] = new("r.started", true), ["created"] = new("r.started", true), ["Created"] = new("r.started", true),
            ["end_time"] = new("r.ended", true),
        },
    };

    public static SearchSpace Experiments { get; } = new()
    {
        Row = "e.id",
        DefaultOrder = "e.created DESC, e.id",
        TieBreak = "e.id",
        Tags = new Table("experiment_tags", "experiment"),
        Attributes = new Dictionary<string, Column>
        {
            ["name"] = new("e.name"),
            ["experiment_id"] = new("e.id", true),
            ["creation_time"] = new("e.created", true),
            ["last_update_time"] = new("e.updated", true),
        },
    };

    public static SearchSpace LoggedModels { get; } = new()
    {
        Row = "m.id",
        DefaultOrder = "m.created DESC, m.id DESC",
        TieBreak = "m.created DESC, m.id DESC",
        Tags = new Table("logged_model_tags", "model"),
        Params = new Table("logged_model_params", "model"),
        Metrics = new Table("logged_model_metrics", "model"),
        Attributes = new Dictionary<string, Column>
        {
            ["name"] = new("m.name"),
            ["model_id"] = new("m.model_id"),
            ["model_type"] = new("m.model_type"),
            ["experiment_id"] = new("CAST(m.experiment AS TEXT)"),
            ["source_run_id"] = new("m.source_run"),
            ["status"] = new("CASE m.status WHEN 1 THEN 'PENDING' WHEN 2 THEN 'READY' WHEN 3 THEN 'FAILED' ELSE 'UNSPECIFIED' END"),
            ["creation_timestamp"] = new("m.created", true), ["creation_time"] = new("m.created", true),
            ["last_updated_timestamp"] = new("m.updated", true), ["last_updated_time"] = new("m.updated", true),
        },
    };

    public static SearchSpace Models { get; } = new()
    {
        Row = "m.name",
        DefaultOrder = "m.name",
        TieBreak = "m.name",
        Tags = new Table("registered_model_tags", "name"),
        Attributes = new Dictionary<string, Column>
        {
            ["name"] = new("m.name"),
            ["creation_timestamp"] = new("m.created", true),
            ["last_updated_timestamp"] = new("m.updated", true), ["timestamp"] = new("m.updated", true),
        },
    };

    public static SearchSpace Versions { get; } = new()
    {
        Row = "(v.name, v.version)",
        DefaultOrder = "v.updated DESC, v.name, v.version DESC",
        TieBreak = "v.name, v.version DESC",
        Tags = new Table("model_version_tags", "name, version"),
        Attributes = new Dictionary<string, Column>
        {
            ["name"] = new("v.name"),
            ["version"] = new("v.version", true), ["version_number"] = new("v.version", true),
            ["run_id"] = new("coalesce(v.run_id, '')"),
            ["source_path"] = new("v.source"), ["source"] = new("v.source"),
            ["creation_timestamp"] = new("v.created", true),
            ["last_updated_timestamp"] = new("v.updated", true),
        },
    };
}
