using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>Reads data, model and environment files.</summary>
internal static class AssetReader
{
    public static DataAsset Data(YamlReader reader)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("datastore", "auto_delete_setting", "stage", "skip_validation", "mltable_schema_url", "referenced_uris");
        var asset = new DataAsset
        {
            Location = reader.Location,
            Name = reader.RequiredString("name"),
            Version = reader.OptionalString("version"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Type = reader.AssetType("type", AssetType.UriFolder, AssetType.UriFile, AssetType.MlTable) ?? AssetType.UriFolder,
            Path = reader.RequiredPath("path"),
        };
        reader.RejectUnknownKeys();
        return asset;
    }

    /// <param name="reader">The mapping.</param>
    /// <param name="isInline">Whether the model is described inside a deployment, where it needs no name.</param>
    public static ModelAsset Model(YamlReader reader, bool isInline)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("job_name", "datastore", "utc_time_created", "auto_delete_setting", "default_deployment_template", "upload_hash");
        var flavors = new OrderedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (reader.Mapping("flavors") is { } flavorReader)
        {
            foreach (var flavor in flavorReader.Keys) flavors[flavor] = flavorReader.StringMap(flavor);
        }
        var model = new ModelAsset
        {
            Location = reader.Location,
            Name = isInline ? reader.OptionalString("name") : reader.RequiredString("name"),
            Version = reader.OptionalString("version"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Type = reader.AssetType("type", AssetType.MlflowModel, AssetType.CustomModel, AssetType.TritonModel) ?? AssetType.CustomModel,
            Path = reader.RequiredPath("path"),
            Stage = reader.OptionalString("stage"),
            Flavors = flavors,
        };
        reader.RejectUnknownKeys();
        return model;
    }

    /// <param name="reader">The mapping.</param>
    /// <param name="isInline">Whether the environment is described inside a job or deployment, where it needs no name.</param>
    public static EnvironmentAsset Environment(YamlReader reader, bool isInline)
    {
        reader.IgnoreServerKeys();
        CheckRoutes(reader.Mapping("inference_config"));
        reader.Ignore("datastore", "auto_delete_setting", "stage", "docker", "upload", "python");
        var conda = reader.Node("conda_file");
        var environment = new EnvironmentAsset
        {
            Location = reader.Location,
            Name = isInline ? reader.OptionalString("name") : reader.RequiredString("name"),
            Version = reader.OptionalString("version"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Image = reader.OptionalString("image"),
            Build = Build(reader.Mapping("build")),
            CondaFile = conda is YamlScalar file ? AssetPath.Resolve(file.Text, reader.Location.Directory) : null,
            CondaText = conda is YamlMapping text ? text.ToString() : null,
            OsType = reader.OptionalString("os_type")?.ToLowerInvariant(),
        };
        if (conda is YamlSequence) reader.Fault("conda_file", "'conda_file' is a sequence; expected a path or a mapping.");
        if (environment is { Image: not null, Build: not null }) reader.Fault("build", "'image' and 'build' are both given; expected one of them.");
        if (environment is { Image: null, Build: null } && conda is null && !isInline)
            reader.Fault("image", "missing key 'image'; expected 'image', or 'build' with a Docker context.");
        reader.RejectUnknownKeys();
        return environment;
    }

    // Read by Azure ML alone; a slip in it is told all the same.
    private static void CheckRoutes(YamlReader? reader)
    {
        foreach (var key in (ReadOnlySpan<string>)["liveness_route", "readiness_route", "scoring_route"])
        {
            if (reader?.Mapping(key) is not { } route) continue;
            route.OptionalInt("port", 1, 65535);
            route.RequiredString("path");
            route.RejectUnknownKeys();
        }
        reader?.RejectUnknownKeys();
    }

    private static EnvironmentBuild? Build(YamlReader? reader)
    {
        if (reader is null) return null;
        reader.Ignore("args", "target", "platform");
        var build = new EnvironmentBuild(reader.RequiredPath("path"), reader.OptionalString("dockerfile_path") ?? "Dockerfile");
        reader.RejectUnknownKeys();
        return build;
    }
}
