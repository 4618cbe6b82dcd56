using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Relevo.Core.Data;
using Relevo.Core.Errors;

namespace Relevo.Core.Reports.Predictions;

/// <summary>
/// Reads the <c>predictions.csv</c> of an evaluate step: a header with <c>label</c> and <c>score</c>, <c>probability</c> or
/// <c>prediction</c>; further columns are ignored.
/// </summary>
public static class PredictionFile
{
    internal const string FileName = "predictions.csv";

    private const int MaxRows = 100_000;

    private static readonly string[] LabelNames = ["label", "actual", "target", "y_true"];
    private static readonly string[] ScoreNames = ["score", "probability", "y_score"];
    private static readonly string[] ValueNames = ["prediction", "predicted", "predicted_value", "y_pred"];

    private static readonly EnumerationOptions Nearby = new() { RecurseSubdirectories = true, MaxRecursionDepth = 3 };

    /// <summary>Finds and reads the predictions.</summary>
    /// <param name="output">The evaluate step's output: a file or a folder on this machine, or a uri, where nothing is read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Null where there is no such file, or it has no such columns of numbers.</returns>
    /// <exception cref="RelevoException">The file cannot be read.</exception>
    public static async Task<PredictionSet?> ReadAsync(string output, CancellationToken cancellationToken)
    {
        try
        {
            return Find(output) is { } file ? await Task.Run(() => Read(file, cancellationToken), cancellationToken) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new RelevoException($"The predictions in '{output}' cannot be read: {fault.Message.Split('\n')[0].TrimEnd()}",
                "check what the evaluate step writes.", ExitCode.Workspace, fault);
        }
    }

    private static string? Find(string output)
    {
        if (File.Exists(output))
            return Path.GetExtension(output).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? output : null;
        return Directory.Exists(output)
            ? Directory.EnumerateFiles(output, FileName, Nearby).Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
    }

    private static PredictionSet? Read(string file, CancellationToken cancellationToken)
    {
        using var text = new TableFile(file, TableFormat.Csv).Open();
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        var header = parser.Read() ? parser.Record ?? [] : [];
        var label = IndexOf(header, LabelNames);
        var score = IndexOf(header, ScoreNames);
        var column = score ?? IndexOf(header, ValueNames);
        if (label is null || column is null)
            return null;

        var rows = new RowSample(MaxRows);
        while (parser.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Count <= Math.Max(label.Value, column.Value)
                || Number(parser[label.Value]) is not { } truth || Number(parser[column.Value]) is not { } said)
                return null;
            rows.Add(truth, said);
        }
        return rows.ToPredictions(isScore: score is not null);
    }

    private static int? IndexOf(string[] header, string[] names)
    {
        foreach (var name in names)
        {
            var index = Array.FindIndex(header, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
                return index;
        }
        return null;
    }

    private static double? Number(string text) => text switch
    {
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ when bool.TryParse(text, out var flag) => flag ? 1 : 0,
        _ => null,
    };
}
