using System.Globalization;

namespace Relevo.Core.Data;

/// <summary>What was seen of one column so far.</summary>
/// <param name="name">The column's name.</param>
/// <param name="sampleLimit">How many numbers are kept for the median and the histogram.</param>
internal sealed class ColumnSummary(string name, int sampleLimit)
{
    private const int TopValueCount = 10;

    private readonly ValueCounts _values = new();
    private NumberSummary? _numbers = new(sampleLimit);
    private bool _areWhole = true;
    private long _count;
    private long _characters;

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Takes a value that is not missing.</summary>
    public void Add(string value, bool isText)
    {
        _count++;
        _characters += value.Length;
        _values.Add(value);
        if (_numbers is null)
            return;

        if (!isText && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number))
        {
            _areWhole = _areWhole && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
            _numbers.Add(number);
        }
        else
        {
            _numbers = null;
        }
    }

    /// <summary>What was seen, in a table of so many rows.</summary>
    public FeatureStatistics ToStatistics(long rows)
    {
        var isText = _numbers is null || _count == 0;
        var values = isText ? _values.ByText() : _values.ByNumber();
        return new()
        {
            Name = name,
            Type = isText ? FeatureType.String : _areWhole ? FeatureType.Int : FeatureType.Float,
            NumNonMissing = _count,
            NumMissing = rows - _count,
            Unique = values.Count,
            TopValues = [.. values.OrderByDescending(value => value.Frequency).ThenBy(value => value.Value, StringComparer.Ordinal).Take(TopValueCount)],
            Numeric = isText ? null : _numbers?.ToStatistics(),
            AverageLength = isText && _count > 0 ? (double)_characters / _count : null,
        };
    }
}
