using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Relevo.Core.Reports.Cards;

/// <summary>Writes a model card as Markdown; the front matter is that of https://huggingface.co/docs/hub/model-cards.</summary>
internal static class MarkdownCard
{
    public static string Write(ModelCard card)
    {
        var text = new StringBuilder();
        WriteFrontMatter(text, card);
        text.Append($"\n# {Plain(card.Name)} v{Plain(card.Version)}\n\n{Plain(card.Overview)}\n");
        WriteFacts(text, "Model details",
        [
            ("Version", card.Version), ("Date", card.Date.UtcDateTime.ToString("yyyy-MM-dd")), ("Made by", card.By), ("Task", card.Task?.Replace('-', ' ')),
            ("Content (SHA-256)", card.Digest), ("Decision", card.Decision), ("Deployment", card.Deployment),
        ]);
        text.Append($"\n## Intended use and limits\n\n{ModelCard.NotStated}\n");
        WriteTable(text, "Training data", ["Asset", "Content (SHA-256)", "Size", "Rows"],
            card.Data.Select(data => new[] { data.Reference, data.Digest, Figures.Bytes(data.SizeBytes), data.RowCount is { } rows ? Figures.Count(rows) : "–" }));
        WriteTable(text, "Training parameters", ["Name", "Value"], card.Parameters.Select(parameter => new[] { parameter.Key, parameter.Value }));
        WriteTable(text, "Evaluation", ["Metric", "Value"], card.Metrics.Select(metric => new[] { metric.Key, Figures.Number(metric.Value) }));
        WriteFacts(text, "Lineage",
        [
            ("Commit", card.Commit), ("Data", card.Data.Count == 0 ? null : string.Join(", ", card.Data.Select(data => data.Reference))),
            ("Run", card.RunId), ("Model version", $"models:/{card.Name}/{card.Version}"), ("Deployment", card.Deployment),
        ]);
        return text.ToString();
    }

    private static void WriteFrontMatter(StringBuilder text, ModelCard card)
    {
        var metrics = card.Metrics.Where(metric => double.IsFinite(metric.Value)).ToList();
        text.Append($"---\nmodel_name: {Quoted(card.Name)}\nversion: {Quoted(card.Version)}\n");
        if (card.Task is { } task)
            text.Append($"pipeline_tag: {task}\n");
        if (card.Data.Count > 0)
            text.Append($"datasets:\n{string.Concat(card.Data.Select(data => $"- {Quoted(data.Name)}\n"))}");
        if (metrics.Count > 0)
        {
            text.Append($"metrics:\n{string.Concat(metrics.Select(metric => $"- {Quoted(metric.Key)}\n"))}");
            text.Append($"model-index:\n- name: {Quoted(card.Name)}\n  results:\n  - task:\n      type: {card.Task ?? "other"}\n");
            text.Append("    dataset:\n");
            // The schema asks for a data set; where none is known, the hub shows this word.
            var data = card.Data.Count > 0 ? card.Data[0] : null;
            text.Append($"      name: {Quoted(data?.Name ?? "unknown")}\n      type: {Quoted(data?.Name ?? "unknown")}\n");
            if (data is not null)
                text.Append($"      revision: {Quoted(data.Digest)}\n");
            text.Append("    metrics:\n");
            foreach (var (name, value) in metrics)
                text.Append($"    - type: {Quoted(name)}\n      value: {value.ToString("R", CultureInfo.InvariantCulture)}\n");
        }
        text.Append("---\n");
    }

    private static void WriteFacts(StringBuilder text, string heading, IEnumerable<(string Name, string? Value)> facts)
    {
        text.Append($"\n## {heading}\n\n");
        foreach (var (name, value) in facts)
        {
            if (value is not null)
                text.Append($"- **{name}:** {Plain(value)}\n");
        }
    }

    private static void WriteTable(StringBuilder text, string heading, string[] headings, IEnumerable<string[]> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0)
            return;
        text.Append($"\n## {heading}\n\n| {string.Join(" | ", headings)} |\n|{string.Concat(headings.Select(_ => " --- |"))}\n");
        foreach (var line in lines)
            text.Append($"| {string.Join(" | ", line.Select(Plain))} |\n");
    }

    // JSON's strings are YAML's double-quoted ones.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    // One line without anything that Markdown or HTML would take as markup.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (char.IsControl(sign))
                plain.Append(' ');
            else if (sign is '<' or '&')
                plain.Append(sign == '<' ? "&lt;" : "&amp;");
            else if ("\\`*[]|#".Contains(sign))
                plain.Append('\\').Append(sign);
            else
                plain.Append(sign);
        }
        return plain.ToString();
    }
}
