using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A column of the run table, beside the run's name that is always there.</summary>
/// <param name="Value">What it shows: a field of the filter's grammar, or <c>attributes.duration</c> and <c>attributes.models</c>, which only the page knows.</param>
/// <param name="Label">Its heading.</param>
internal sealed record Column(Field Value, string Label)
{
    private const string SourceTag = "mlflow.source.name";
    private const int UsualKeys = 4;

    private Column(string attribute, string label, Field? sortedBy = null)
        : this(new Field(Entity.Attribute, attribute), label) => SortedBy = sortedBy ?? Value;

    /// <summary>What the table is ordered by when this column is.</summary>
    public Field SortedBy { get; private init; } = Value;

    /// <summary>The tag that says where a run's code is.</summary>
    public static Field SourceField { get; } = new(Entity.Tag, SourceTag);

    public static Column Name { get; } = new("run_name", "Run");

    public static Column Started { get; } = new("start_time", "Started");

    /// <summary>The columns that need no key.</summary>
    public static IReadOnlyList<Column> Fixed { get; } =
    [
        new("status", "Status"), Started, new("duration", "Duration"), new("user_id", "User"),
        new("source", "Source", SourceField), new("models", "Model versions"),
    ];

    /// <summary>What runs can be ordered by: all that runs/search knows, the duration, and the newest version made of a run.</summary>
    public static SearchSpace Space { get; } = new()
    {
        Row = SearchSpace.Runs.Row,
        DefaultOrder = SearchSpace.Runs.DefaultOrder,
        TieBreak = SearchSpace.Runs.TieBreak,
        Tags = SearchSpace.Runs.Tags,
        Params = SearchSpace.Runs.Params,
        Metrics = SearchSpace.Runs.Metrics,
        HasRunData = true,
        Attributes = new Dictionary<string, SearchSpace.Column>(SearchSpace.Runs.Attributes)
        {
            ["duration"] = new("(r.ended - r.started)", true),
            ["models"] = new("(SELECT v.name || ' ' || printf('%9d', max(v.version)) FROM model_versions v WHERE v.run_id = r.run_id)"),
        },
    };

    /// <summary>Whether larger is usually looked for first, and the value stands on the right.</summary>
    public bool IsNumber => Value.Entity == Entity.Metric || Value is { Entity: Entity.Attribute, Key: "duration" };

    /// <summary>Whether runs/search can order by it too.</summary>
    public bool IsOfTheGrammar => SortedBy.Entity != Entity.Attribute || SearchSpace.Runs.Attributes.ContainsKey(SortedBy.Key);

    /// <summary>What kind of key it is, for its heading.</summary>
    public string? Group => Value.Entity switch { Entity.Metric => "metric", Entity.Param => "param", Entity.Tag => "tag", _ => null };

    /// <summary>The column in an address, such as <c>metrics.rmse</c>.</summary>
    public string Text => $"{Value.Entity switch { Entity.Metric => "metrics", Entity.Param => "params", Entity.Tag => "tags", _ => "attributes" }}.{Value.Key}";

    /// <summary>The column of a field.</summary>
    public static Column Of(Field field) => new(field, field.Key);

    /// <summary>Reads what <see cref="Text"/> writes.</summary>
    /// <returns>The column; null for text that names none.</returns>
    public static Column? Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || dot == text.Length - 1 || Field.EntityOf(text[..dot]) is not { } entity)
            return null;
        var key = text[(dot + 1)..];
        return entity switch
        {
            Entity.Attribute => key == Name.Value.Key ? Name : Fixed.FirstOrDefault(column => column.Value.Key == key),
            Entity.Dataset => null,
            _ => Of(new Field(entity, key)),
        };
    }

    /// <summary>What is shown before anyone chooses.</summary>
    public static IReadOnlyList<Column> Usual(IReadOnlyList<Field> keys) =>
    [
        .. Fixed,
        .. keys.Where(key => key.Entity == Entity.Metric).Take(UsualKeys).Select(Of),
        .. keys.Where(key => key.Entity == Entity.Param).Take(UsualKeys).Select(Of),
    ];
}
