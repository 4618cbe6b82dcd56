using System.Text;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Search;

/// <summary>Turns a filter and an order into SQL. Every value from outside is a parameter; only names of columns known here are text.</summary>
internal sealed partial class SearchQuery
{
    private readonly SearchSpace _space;
    private readonly List<object?> _args = [];
    private readonly List<string> _conditions = [];
    private readonly StringBuilder _joins = new();
    private readonly List<string> _order = [];

    private readonly bool _isCorrelated;

    private SearchQuery(SearchSpace space, bool isCorrelated = false) => (_space, _isCorrelated) = (space, isCorrelated);

    /// <summary>A search.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="order">The order.</param>
    /// <param name="isCorrelated">Whether each row is asked for its metrics, params and tags, rather than all that match are listed first.</param>
    public static SearchQuery Over(SearchSpace space, Filter filter, IReadOnlyList<Ordering> order, bool isCorrelated = false)
    {
        var query = new SearchQuery(space, isCorrelated);
        foreach (var condition in filter.Conditions)
            query._conditions.Add(query.Sql(condition));
        foreach (var key in order)
            query.AddOrder(key);
        query._order.Add(order.Count == 0 ? space.DefaultOrder : space.TieBreak);
        return query;
    }

    /// <summary>Adds a condition that holds no value from outside.</summary>
    public void Add(string condition) => _conditions.Add(condition);

    public void AddView(string column, ViewType view)
    {
        if (view != ViewType.All)
            _conditions.Add($"{column} = {(view == ViewType.DeletedOnly ? "'deleted'" : "'active'")}");
    }

    public void AddIn(string column, IEnumerable<object> values) => _conditions.Add($"{column} IN ({string.Join(", ", values.Select(Arg))})");

    /// <summary>Runs the search with one row more than asked, which tells whether there is another page.</summary>
    public Page<T> Page<T>(int size, string? token, Func<string, object?[], List<T>> load)
    {
        var offset = PageToken.Offset(token);
        return PageToken.Cut(load(Rest((long)size + 1, offset), [.. _args]), size, offset);
    }

    /// <summary>Runs a search over runs for their rows alone.</summary>
    public List<long> Rows(Session session, long count, long offset)
    {
        var sql = $"SELECT r.id FROM runs r {Rest(count, offset)}";
        return session.Query(sql, r => r.GetInt64(0), [.. _args]);
    }

    private string Rest(long count, long offset)
    {
        var where = _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}";
        return $"{_joins}{where} ORDER BY {string.Join(", ", _order)} LIMIT {Arg(count)} OFFSET {Arg(offset)}";
    }

    private string Sql(Condition condition) => condition.Field.Entity switch
    {
        Entity.Attribute => Compare(Attribute(condition.Field), condition),
        Entity.Tag => Owned(_space.Tags, $"x.key = {Arg(condition.Field.Key)} AND {Texts("x.value", condition, allowsIn: false)}"),
        Entity.Param when _space.Params is { } table => Owned(table, $"x.key = {Arg(condition.Field.Key)} AND {Texts("x.value", condition, allowsIn: false)}"),
        Entity.Metric when _space.Metrics is { } table => Owned(table, $"x.key = {Arg(condition.Field.Key)} AND {MetricValue(condition)}{_metricScope}"),
        Entity.Dataset when _space.HasRunData => Dataset(condition),
        _ => throw Filter.Fault($"Invalid entity type in '{condition.Field}': it cannot be searched here. Valid values are ['attribute', 'tag']"),
    };

    // At most one row of a run has a key, so the inner select is a value. Written as EXISTS, SQLite may turn it back into a join.
    private string Owned(SearchSpace.Table table, string condition) => _isCorrelated
        ? $"(SELECT 1 FROM {table.Name} x WHERE x.{table.Owner} = {_space.Row} AND {condition}) = 1"
        : $"{_space.Row} IN (SELECT {table.Owner} FROM {table.Name} x WHERE {condition})";

    private SearchSpace.Column Attribute(Field field) => _space.Attributes.TryGetValue(field.Key, out var column)
        ? column
        : throw Filter.Fault($"Invalid attribute key '{field.Key}' specified. Valid keys are '{string.Join("', '", _space.Attributes.Keys)}'");

    private string Compare(SearchSpace.Column column, Condition condition) =>
        column.IsNumber ? Numbers(column.Sql, condition, "numeric attribute") : Texts(column.Sql, condition, allowsIn: true);

    private string Numbers(string column, Condition condition, string what)
    {
        if (condition.Comparison > Comparison.LessOrEqual)
            throw Filter.Fault($"Invalid comparator '{Condition.Sign(condition.Comparison)}' for {what} '{condition.Field.Key}'; choose one of >, >=, =, !=, <, <=.");
        return condition.Operand is Operand.Number number
            ? $"{column} {SqlSign(condition.Comparison)} {Arg(number.Value)}"
            : throw Filter.Fault($"Expected numeric value type for {what}: {condition.Field.Key}. Found a quoted text.");
    }

    // A NaN is different from every number and neither above nor below one.
    private string MetricValue(Condition condition)
    {
        var numbers = Numbers("x.value", condition, "metric");
        return condition.Comparison == Comparison.NotEqual ? $"(x.is_nan = 1 OR {numbers})" : $"x.is_nan = 0 AND {numbers}";
    }

    private string Texts(string column, Condition condition, bool allowsIn)
    {
        switch (condition.Comparison)
        {
            case Comparison.Equal or Comparison.NotEqual or Comparison.Like or Comparison.ILike when condition.Operand is not Operand.Text:
                throw Filter.Fault($"Expected a quoted string value for {condition.Field} (e.g. 'my-value').");
            case Comparison.Equal or Comparison.NotEqual or Comparison.Like when condition.Operand is Operand.Text text:
                return $"{column} {SqlSign(condition.Comparison)} {Arg(text.Value)}";
            case Comparison.ILike when condition.Operand is Operand.Text text:
                return $"lower({column}) LIKE lower({Arg(text.Value)})";
            case Comparison.In or Comparison.NotIn when allowsIn && condition.Operand is Operand.Several several:
                return $"{column} {SqlSign(condition.Comparison)} ({string.Join(", ", several.Values.Select(Arg))})";
            default:
                throw Filter.Fault($"Invalid comparator '{Condition.Sign(condition.Comparison)}' for {condition.Field}; choose one of =, !=, LIKE, ILIKE{(allowsIn ? ", IN, NOT IN" : "")}.");
        }
    }

    private string Dataset(Condition condition) => condition.Field.Key switch
    {
        "name" or "digest" => $"r.id IN (SELECT i.run FROM datasets d JOIN inputs i ON i.dataset = d.id WHERE {Texts($"d.{condition.Field.Key}", condition, allowsIn: true)})",
        "context" => $"r.id IN (SELECT x.run FROM input_tags x WHERE x.key = '{DatasetInput.ContextTag}' AND {Texts("x.value", condition, allowsIn: true)})",
        _ => throw Filter.Fault($"Invalid dataset key '{condition.Field.Key}' specified. Valid keys are 'name', 'digest', 'context'"),
    };

    private void AddOrder(Ordering order)
    {
        var direction = order.IsDescending ? "DESC" : "ASC";
        switch (order.Field.Entity)
        {
            case Entity.Attribute:
                var column = Attribute(order.Field).Sql;
                _order.Add($"{column} IS NULL, {column} {direction}");
                break;
            case Entity.Metric when _space.HasRunData:
                var metric = Join("series", order.Field.Key);
                _order.Add($"CASE WHEN {metric}.id IS NULL THEN 2 WHEN {metric}.is_nan THEN 1 ELSE 0 END, {metric}.value {direction}");
                break;
            case Entity.Param or Entity.Tag when _space.HasRunData:
                var text = Join(order.Field.Entity == Entity.Param ? "params" : "tags", order.Field.Key);
                _order.Add($"{text}.value IS NULL, {text}.value {direction}");
                break;
            default:
                throw Filter.Fault($"Invalid order_by key '{order.Field}'. Valid keys are '{string.Join("', '", _space.Attributes.Keys)}'");
        }
    }

    private string Join(string table, string key)
    {
        var name = $"o{_order.Count}";
        _joins.Append($"LEFT JOIN {table} {name} ON {name}.run = r.id AND {name}.key = {Arg(key)} ");
        return name;
    }

    private string Arg(object? value)
    {
        _args.Add(value);
        return $"${_args.Count}";
    }

    private static string SqlSign(Comparison comparison) => comparison == Comparison.NotEqual ? "<>" : Condition.Sign(comparison);
}
