using Relevo.Core.Assets;
using Relevo.Core.Errors;

namespace Relevo.Local.Data;

/// <summary>Finds the content of a data asset on this machine and checks that it is what the asset's type says.</summary>
internal static class DataSource
{
    /// <summary>The full path of the file or folder.</summary>
    /// <exception cref="RelevoException">It lies elsewhere, is not there, or is of another type; the message names the place in the YAML.</exception>
    public static string Locate(DataAsset asset)
    {
        if (asset.Path is not AssetPath.Local { FullPath: var path }) throw Remote(asset);
        var isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path)) throw Missing(asset, path);
        return (asset.Type, isFile) switch
        {
            (AssetType.UriFile, true) => path,
            (AssetType.UriFile, false) => throw Fault(asset, $"'{asset.Path}' is a folder, but the type is uri_file",
                "name a file, or write 'type: uri_folder'."),
            (AssetType.UriFolder or AssetType.MlTable, true) => throw Fault(asset, $"'{asset.Path}' is a file, but the type is {asset.Type.WireName()}",
                "name a folder, or write 'type: uri_file'."),
            (AssetType.UriFolder, false) => NotEmpty(asset, path),
            (AssetType.MlTable, false) => File.Exists(Path.Combine(path, "MLTable")) ? path : throw Fault(asset,
                $"folder '{asset.Path}' has no file 'MLTable', which the type mltable needs", "add the file, or write 'type: uri_folder'."),
            _ => throw Fault(asset, $"'{asset.Type.WireName()}' is not a type of data", "choose one of: uri_file, uri_folder, mltable."),
        };
    }

    private static string NotEmpty(DataAsset asset, string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Any()
            ? path
            : throw Fault(asset, $"folder '{asset.Path}' has no files", "put the data there.");

    private static RelevoException Missing(DataAsset asset, string path)
    {
        var folder = Path.GetDirectoryName(path);
        var nearest = folder is not null && Directory.Exists(folder) ? Neighbours(folder) : null;
        return Fault(asset, $"'{asset.Path}' does not exist", nearest is null
            ? "paths are relative to the folder of the YAML file; correct the path."
            : $"paths are relative to the folder of the YAML file; correct the path: that folder has {nearest}.");
    }

    private static string Neighbours(string folder)
    {
        var names = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(6).ToList();
        return names.Count switch { 0 => "no files", 6 => $"{string.Join(", ", names.Take(5))}, ...", _ => string.Join(", ", names) };
    }

    private static RelevoException Remote(DataAsset asset) => Fault(asset,
        $"'{asset.Path}' is not on this machine, and a local workspace registers only files and folders that are",
        "download the content and write its path, or use an environment whose workspace is in the cloud.");

    private static RelevoException Fault(DataAsset asset, string fault, string remedy) =>
        new($"{asset.Location}: data asset '{asset.Name}': {fault}.", remedy, ExitCode.Configuration);
}
