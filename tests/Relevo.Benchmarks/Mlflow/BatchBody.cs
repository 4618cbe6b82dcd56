using System.Globalization;
using System.Text;

namespace Relevo.Benchmarks.Mlflow;

/// <summary>A body of <c>log-batch</c> that is made once; each batch then gets timestamps of its own, written over those before.</summary>
internal sealed class BatchBody
{
    private const string Mark = "1000000";

    private readonly byte[] _bytes;
    private readonly List<int> _places = [];

    public BatchBody(string run, int keys)
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{{\"run_id\": \"{run}\", \"metrics\": [");
        for (var i = 0; i < 1000; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{{\"key\": \"metric_{i % keys}\", \"value\": {Math.Sqrt(i)}, \"timestamp\": ");
            _places.Add(body.Length);
            body.Append(CultureInfo.InvariantCulture, $"{Mark}{i:D6}, \"step\": {i / keys}}}");
        }
        _bytes = Encoding.ASCII.GetBytes(body.Append("]}").ToString());
    }

    public byte[] Next(int batch)
    {
        var digits = Encoding.ASCII.GetBytes((int.Parse(Mark, CultureInfo.InvariantCulture) + batch).ToString(CultureInfo.InvariantCulture));
        foreach (var place in _places)
            digits.CopyTo(_bytes, place);
        return _bytes;
    }
}
