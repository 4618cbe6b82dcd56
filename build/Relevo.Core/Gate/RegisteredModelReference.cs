namespace Relevo.Core.Gate;

/// <summary>A registered model as MLflow's uris name it: <c>models:/name/3</c> or <c>models:/name@alias</c>.</summary>
public sealed record RegisteredModelReference
{
    private RegisteredModelReference(string name, string? version, string? alias) => (Name, Version, Alias) = (name, version, alias);

    /// <summary>The registered model.</summary>
    public string Name { get; }

    /// <summary>The version; null where an alias is named.</summary>
    public string? Version { get; }

    /// <summary>The alias; null where a version is named.</summary>
    public string? Alias { get; }

    /// <summary>Reads a uri; null where it is none of the two forms.</summary>
    public static RegisteredModelReference? TryParse(string uri)
    {
        const string Scheme = "models:/";
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var rest = uri[Scheme.Length..];
        if (rest.LastIndexOf('@') is var at and > 0 && at < rest.Length - 1) return new(rest[..at], null, rest[(at + 1)..]);
        if (rest.LastIndexOf('/') is var slash and > 0 && rest[(slash + 1)..] is { Length: > 0 } version && version.All(char.IsAsciiDigit))
            return new(rest[..slash], version, null);
        return null;
    }

    /// <summary>The uri.</summary>
    public override string ToString() => Alias is null ? $"models:/{Name}/{Version}" : $"models:/{Name}@{Alias}";
}
