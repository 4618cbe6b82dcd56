using System.Globalization;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;

namespace Relevo.Local.Data;

/// <summary>Which version some content gets. Pure.</summary>
/// <param name="Existing">The version that is there with this content; null where a new one is to be made.</param>
/// <param name="Version">The version that the content has afterwards.</param>
internal sealed record VersionChoice(DataVersion? Existing, string Version)
{
    /// <summary>
    /// The version that the YAML names, which never changes its content; else the newest with the same content; else the next number.
    /// </summary>
    /// <exception cref="RelevoException">The version that the YAML names has other content, or the asset has another type.</exception>
    public static VersionChoice For(DataAsset asset, string digest, IReadOnlyList<DataVersion> newestFirst)
    {
        if (newestFirst is [var newest, ..] && newest.Type != asset.Type.WireName()) throw OtherType(asset, newest);
        var named = newestFirst.FirstOrDefault(version => version.Version == asset.Version);
        if (named is not null && named.Digest != digest) throw OtherContent(asset, named);
        if (asset.Version is not null) return new VersionChoice(named, asset.Version);
        var same = newestFirst.FirstOrDefault(version => version.Digest == digest);
        return new VersionChoice(same, same?.Version ?? Next(newestFirst));
    }

    private static string Next(IReadOnlyList<DataVersion> versions) => (1 + versions
        .Select(version => long.TryParse(version.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .DefaultIfEmpty(0).Max()).ToString(CultureInfo.InvariantCulture);

    private static RelevoException OtherContent(DataAsset asset, DataVersion version) => new(
        $"{asset.Location}: data asset '{asset.Name}' version {version.Version} is registered with other content (since {version.RegisteredAt:yyyy-MM-dd HH:mm} UTC).",
        "a version never changes: write another 'version:', or leave it out to get the next one.", ExitCode.Configuration);

    private static RelevoException OtherType(DataAsset asset, DataVersion version) => new(
        $"{asset.Location}: data asset '{asset.Name}' is registered as {version.Type}, and its type cannot become {asset.Type.WireName()}.",
        "give the asset another 'name:'.", ExitCode.Configuration);
}
