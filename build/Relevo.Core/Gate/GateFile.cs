using Relevo.Core.Yaml;

namespace Relevo.Core.Gate;

/// <summary>Reads <c>gate.yml</c>; its schema is <c>Schemas/gate.schema.json</c>. Every fault is reported at once with file, line and column.</summary>
public static class GateFile
{
    // Known words of the format that this version does not act on: accepting them silently would promote on less evidence than was asked for.
    private static readonly string[] NotYet = ["data", "slices", "fairness", "budgets", "baseline_source", "leakage"];
    private static readonly string[] NotYetInRules = ["significance", "max_relative_change"];
    private static readonly string[] NotYetInPolicy = ["on_inconclusive", "multiple_testing", "leakage"];

    private static readonly Dictionary<string, NoChampionPolicy> NoChampion = new()
    {
        ["value_checks_only"] = NoChampionPolicy.ValueChecksOnly,
        ["reject"] = NoChampionPolicy.Reject,
    };

    private static readonly Dictionary<string, TiePolicy> OnTie = new() { ["keep_champion"] = TiePolicy.KeepChampion, ["promote"] = TiePolicy.Promote };

    private static readonly Dictionary<string, MissingMetricPolicy> MissingMetric = new() { ["fail"] = MissingMetricPolicy.Fail, ["skip"] = MissingMetricPolicy.Skip };

    /// <summary>Reads and validates the whole file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Errors.RelevoException">The file is missing or wrong; lists every fault.</exception>
    public static GateDefinition Load(string path) => YamlDocument.Read(path, reader => Read(reader, Path.GetFullPath(path)));

    private static GateDefinition Read(YamlReader reader, string file)
    {
        reader.Ignore("$schema");
        if (reader.RequiredInt("version") is not 1 and var version && reader.Has("version")) reader.Fault("version", $"version {version} is not known; expected 1");
        Refuse(reader, NotYet);
        var definition = new GateDefinition
        {
            File = file,
            Candidate = ModelReference(reader, "candidate"),
            Baseline = ModelReference(reader, "baseline"),
            Evaluate = ReadEvaluate(reader.RequiredMapping("evaluate")),
            Metrics = ReadMetrics(reader),
            Policy = ReadPolicy(reader.Mapping("policy")),
        };
        reader.RejectUnknownKeys();
        return definition;
    }

    private static RegisteredModelReference ModelReference(YamlReader reader, string key)
    {
        var text = reader.RequiredString(key);
        if (RegisteredModelReference.TryParse(text) is { } reference) return reference;
        if (text.Length > 0) reader.Fault(key, $"'{text}' names no registered model; expected models:/<name>@<alias> or models:/<name>/<version>");
        return RegisteredModelReference.TryParse("models:/invalid/0")!; // the fault above ends the reading
    }

    private static EvaluateDefinition ReadEvaluate(YamlReader reader)
    {
        var evaluate = new EvaluateDefinition(reader.RequiredString("step"), reader.RequiredString("model_input"), reader.RequiredString("data_input"));
        reader.RejectUnknownKeys();
        return evaluate;
    }

    private static List<MetricRule> ReadMetrics(YamlReader reader)
    {
        var metrics = reader.RequiredMapping("metrics");
        List<MetricRule> rules = [];
        foreach (var name in metrics.Keys)
        {
            if (metrics.Mapping(name) is { } rule) rules.Add(ReadRule(name, rule));
            else metrics.Fault(name, $"metric '{name}' has no rule; add threshold, min_absolute_change or min_relative_change");
        }
        if (rules.Count == 0) reader.Fault("metrics", "there is no metric to check; a gate without a check would pass everything");
        return rules;
    }

    private static MetricRule ReadRule(string name, YamlReader reader)
    {
        Refuse(reader, NotYetInRules);
        var greaterIsBetter = reader.OptionalBool("greater_is_better");
        if (greaterIsBetter is null && !reader.Has("greater_is_better"))
            reader.Diagnostics.Add(reader.Location, $"metric '{name}' lacks 'greater_is_better'; expected true or false");
        var rule = new MetricRule
        {
            Name = name,
            GreaterIsBetter = greaterIsBetter ?? true,
            Threshold = Finite(reader, "threshold"),
            MinAbsoluteChange = Finite(reader, "min_absolute_change"),
            MinRelativeChange = Finite(reader, "min_relative_change"),
            MaxAbsoluteChange = Finite(reader, "max_absolute_change"),
            IsCritical = reader.OptionalBool("is_critical") ?? true,
        };
        if (rule.Threshold is null && !rule.HasChangeRule)
            reader.Diagnostics.Add(reader.Location, $"metric '{name}' has no rule; add threshold, min_absolute_change or min_relative_change");
        reader.RejectUnknownKeys();
        return rule;
    }

    private static double? Finite(YamlReader reader, string key)
    {
        var value = reader.OptionalDouble(key);
        if (value is null || double.IsFinite(value.Value)) return value;
        reader.Fault(key, $"'{key}' is {value}; expected a finite number");
        return null;
    }

    private static GatePolicy ReadPolicy(YamlReader? reader)
    {
        if (reader is null) return new();
        Refuse(reader, NotYetInPolicy);
        var policy = new GatePolicy
        {
            NoChampion = reader.Choice("no_champion", NoChampion) ?? NoChampionPolicy.ValueChecksOnly,
            OnTie = reader.Choice("on_tie", OnTie) ?? TiePolicy.KeepChampion,
            MissingMetric = reader.Choice("missing_metric", MissingMetric) ?? MissingMetricPolicy.Fail,
        };
        reader.RejectUnknownKeys();
        return policy;
    }

    private static void Refuse(YamlReader reader, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (reader.Has(key)) reader.Fault(key, $"'{key}' is not supported by this version of Relevo; remove it, or the gate would decide on less than it says");
        }
    }
}
