using System.Text;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>A page's path with its query. Immutable, so that every link of a page is one change to the page's own address.</summary>
internal sealed class Address
{
    private readonly string _path;
    private readonly IReadOnlyList<(string Name, string Value)> _query;

    private Address(string path, IReadOnlyList<(string, string)> query) => (_path, _query) = (path, query);

    /// <summary>An address of escaped segments.</summary>
    public static Address Of(params IEnumerable<string> segments) => new($"/{string.Join('/', segments.Select(Uri.EscapeDataString))}", []);

    /// <summary>The address with this value instead of every value of that name; null or empty takes the name out.</summary>
    public Address With(string name, string? value)
    {
        var rest = _query.Where(pair => pair.Name != name);
        return new(_path, string.IsNullOrEmpty(value) ? [.. rest] : [.. rest, (name, value)]);
    }

    /// <summary>The address with one more value of that name.</summary>
    public Address And(string name, string value) => new(_path, [.. _query, (name, value)]);

    /// <summary>The names and values, for a form's hidden fields.</summary>
    public IEnumerable<(string Name, string Value)> Query => _query;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(_path);
        for (var at = 0; at < _query.Count; at++)
            text.Append(at == 0 ? '?' : '&').Append(Uri.EscapeDataString(_query[at].Name)).Append('=').Append(Uri.EscapeDataString(_query[at].Value));
        return text.ToString();
    }
}
