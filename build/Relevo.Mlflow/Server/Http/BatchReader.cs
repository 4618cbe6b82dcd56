using System.Text;
using System.Text.Json;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Http;

/// <summary>
/// Reads the body of <c>log-batch</c> straight into points, as nearly all calls are well-formed. Whatever is unusual is left to the
/// reader of messages, which is slower and says what is wrong.
/// </summary>
internal ref struct BatchReader
{
    private const int MostKeyBytes = 1024;

    private Utf8JsonReader _json;

    private BatchReader(ReadOnlySpan<byte> json) => _json = new Utf8JsonReader(json);

    /// <summary>The body, or null where it is not of the usual form.</summary>
    public static Batch? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            return new BatchReader(json).Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private Batch? Read()
    {
        string? runId = null;
        PointBatch? points = null;
        List<Param> @params = [];
        List<Tag> tags = [];
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var isUsual = true;
            if (_json.ValueTextEquals("run_id"u8))
                runId = ReadText();
            else if (_json.ValueTextEquals("metrics"u8))
                points = ReadPoints();
            else if (_json.ValueTextEquals("params"u8))
                isUsual = ReadPairs(@params, static (k, v) => new Param(k, v));
            else
                isUsual = _json.ValueTextEquals("tags"u8) && ReadPairs(tags, static (k, v) => new Tag(k, v));
            if (!isUsual)
                return null;
        }
        var isWhole = _json.TokenType == JsonTokenType.EndObject && !_json.Read();
        return isWhole && !string.IsNullOrEmpty(runId) ? new Batch(runId, points ?? new PointBatch(0), @params, tags) : null;
    }

    private PointBatch ReadPoints()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
            throw new FormatException();
        var points = new PointBatch(Rules.MostMetrics);
        while (_json.Read() && _json.TokenType == JsonTokenType.StartObject)
        {
            if (points.Count == Rules.MostMetrics || !ReadPoint(points))
                throw new FormatException();
        }
        return _json.TokenType == JsonTokenType.EndArray ? points : throw new FormatException();
    }

    private bool ReadPoint(PointBatch points)
    {
        var key = -1;
        double? value = null;
        long? timestamp = null;
        var step = 0L;
        string? model = null, dataset = null, digest = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("key"u8))
                key = ReadKey(points);
            else if (_json.ValueTextEquals("value"u8))
                value = ReadValue();
            else if (_json.ValueTextEquals("timestamp"u8))
                timestamp = ReadLong();
            else if (_json.ValueTextEquals("step"u8))
                step = ReadLong();
            else if (_json.ValueTextEquals("model_id"u8))
                model = ReadText();
            else if (_json.ValueTextEquals("dataset_name"u8))
                dataset = ReadText();
            else if (_json.ValueTextEquals("dataset_digest"u8))
                digest = ReadText();
            else if (_json.ValueTextEquals("run_id"u8))
                ReadText();
            else
                return false;
        }
        if (key < 0 || value is null || timestamp is not >= 0 || _json.TokenType != JsonTokenType.EndObject)
            return false;
        points.Add(key, value.Value, timestamp.Value, step, MetricOrigin.Of(model, dataset, digest));
        return true;
    }

    private int ReadKey(PointBatch points)
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.String || _json.ValueSpan.Length > MostKeyBytes)
            throw new FormatException();
        Span<char> text = stackalloc char[MostKeyBytes];
        var key = text[..(_json.ValueIsEscaped ? _json.CopyString(text) : Encoding.UTF8.GetChars(_json.ValueSpan, text))];
        var number = points.Find(key);
        if (number >= 0)
            return number;
        var isNew = key.ToString();
        return Rules.IsKey(isNew) ? points.NumberOf(isNew) : throw new FormatException();
    }

    private double ReadValue()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Number)
            return _json.GetDouble();
        if (_json.TokenType != JsonTokenType.String)
            throw new FormatException();
        return _json.ValueTextEquals("NaN"u8) ? double.NaN
            : _json.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : _json.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
            : throw new FormatException();
    }

    private long ReadLong()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) ? number : throw new FormatException();
    }

    private string ReadText()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.String ? _json.GetString() ?? "" : throw new FormatException();
    }

    private bool ReadPairs<T>(List<T> pairs, Func<string, string, T> make)
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
            return false;
        while (_json.Read() && _json.TokenType == JsonTokenType.StartObject)
        {
            string? key = null, value = null;
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                if (_json.ValueTextEquals("key"u8))
                    key = ReadText();
                else if (_json.ValueTextEquals("value"u8))
                    value = ReadText();
                else
                    return false;
            }
            if (string.IsNullOrEmpty(key) || value is null || _json.TokenType != JsonTokenType.EndObject)
                return false;
            pairs.Add(make(key, value));
        }
        return _json.TokenType == JsonTokenType.EndArray;
    }

    /// <param name="RunId">The run.</param>
    /// <param name="Points">The points, checked.</param>
    /// <param name="Params">The params, unchecked.</param>
    /// <param name="Tags">The tags, unchecked.</param>
    public sealed record Batch(string RunId, PointBatch Points, IReadOnlyList<Param> Params, IReadOnlyList<Tag> Tags);
}
