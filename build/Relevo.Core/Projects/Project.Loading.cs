using System.Text.RegularExpressions;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Core.Projects;

public sealed partial record Project
{
    /// <summary>The name of the file that makes a folder a project.</summary>
    public const string FileName = "relevo.yml";

    /// <summary>The environment of a project that states none.</summary>
    public const string DefaultEnvironment = "dev";

    /// <summary>Reads a project file and the <c>config-infra</c> files that it names, and checks that every file it names exists.</summary>
    /// <param name="path">Path of the file, or of the folder that holds <c>relevo.yml</c>.</param>
    /// <exception cref="RelevoException">The file has faults; every one is listed (<see cref="ExitCode.Configuration"/>).</exception>
    public static Project Load(string path) =>
        YamlDocument.Read(System.IO.Directory.Exists(path) ? Path.Combine(path, FileName) : path, Read);

    private static Project Read(YamlReader reader)
    {
        reader.Ignore("$schema");
        var version = reader.RequiredInt("version", min: 1);
        if (reader.Has("version") && version > 1) reader.Fault("version", $"'version' is {version}; expected 1, the only version of this file so far.");
        var project = new Project
        {
            File = reader.Location.File,
            Name = ReadName(reader),
            DataFiles = Files(reader, "data"),
            JobEnvironmentFiles = Files(reader, "job_environments"),
            ComputeFiles = Files(reader, "compute"),
            JobFile = Required(reader, "job"),
            Model = ReadModel(reader.Mapping("model")),
            GateFile = OptionalFile(reader, "gate"),
            EndpointFile = OptionalFile(reader, "endpoint"),
            DeploymentFile = OptionalFile(reader, "deployment"),
            SampleRequestFile = OptionalFile(reader, "sample_request"),
            Environments = ReadEnvironments(reader),
            Locations = Places(reader),
        };
        reader.RejectUnknownKeys();
        return project;
    }

    private static string ReadName(YamlReader reader)
    {
        var name = reader.RequiredString("name");
        if (name.Length > 0 && !NamePattern.IsMatch(name)) reader.Fault("name", $"'name' is '{name}'; expected up to 40 lower-case letters, digits and hyphens.");
        return name;
    }

    private static ProjectModel? ReadModel(YamlReader? reader)
    {
        if (reader is null) return null;
        var model = new ProjectModel(reader.OptionalString("name"), reader.OptionalString("output"));
        reader.RejectUnknownKeys();
        return model;
    }

    private static OrderedDictionary<string, ProjectEnvironment> ReadEnvironments(YamlReader parent)
    {
        var environments = new OrderedDictionary<string, ProjectEnvironment>(StringComparer.Ordinal);
        var all = parent.Mapping("environments");
        foreach (var entry in all?.Source.Entries ?? [])
        {
            if (!EnvironmentPattern.IsMatch(entry.Key.Text))
                parent.Diagnostics.Add(entry.Key.Location, $"environment '{entry.Key.Text}': expected a name of letters, digits, hyphens and underscores.");
            if (entry.Value is YamlMapping mapping) environments[entry.Key.Text] = ReadEnvironment(entry.Key, new YamlReader(mapping, parent.Diagnostics));
            else if (entry.Value is YamlScalar { IsNull: true }) environments[entry.Key.Text] = new ProjectEnvironment { Name = entry.Key.Text, Location = entry.Key.Location };
            else parent.Diagnostics.Add(entry.Value.Location, $"environment '{entry.Key.Text}' is {entry.Value.Kind}; expected a mapping such as {{ workspace: local }}.");
        }
        if (all is not null && all.Source.Entries.Count == 0) parent.Fault("environments", "'environments' is empty; expected at least one, or leave the key out.");
        if (all is null) environments[DefaultEnvironment] = new ProjectEnvironment { Name = DefaultEnvironment, Location = parent.Location };
        return environments;
    }

    private static ProjectEnvironment ReadEnvironment(YamlScalar name, YamlReader reader)
    {
        var variables = new VariableSet(reader.Diagnostics);
        var config = OptionalFile(reader, "config");
        if (config is not null && System.IO.File.Exists(config)) variables.AddFile(config);
        if (reader.Mapping("variables") is { } inline) variables.AddMapping(inline.Source, overrides: true);
        var workspace = reader.OptionalString("workspace") ?? "local";
        if (!WorkspacePattern.IsMatch(workspace)) reader.Fault("workspace", $"'workspace' is '{workspace}'; expected a kind such as local or azureml.");
        var environment = new ProjectEnvironment
        {
            Name = name.Text,
            Location = name.Location,
            Workspace = workspace,
            Path = reader.OptionalString("path") is { } path ? AssetPath.Resolve(path, reader.Location.Directory) : null,
            ConfigFile = config,
            Variables = variables.Resolve(),
        };
        reader.RejectUnknownKeys();
        return environment;
    }

    private static List<string> Files(YamlReader reader, string key) =>
        [.. reader.Scalars(key).Select(path => Existing(path, key, reader.Diagnostics)).Where(path => path.Length > 0)];

    private static string Required(YamlReader reader, string key)
    {
        if (!reader.Has(key)) reader.Diagnostics.Add(reader.Location, $"missing key '{key}'; expected the path of a file.");
        return OptionalFile(reader, key) ?? "";
    }

    private static string? OptionalFile(YamlReader reader, string key)
    {
        if (reader.OptionalString(key) is null) return null;
        return Existing((YamlScalar)reader.Node(key)!, key, reader.Diagnostics); // A string is a scalar.
    }

    private static string Existing(YamlScalar path, string key, Diagnostics diagnostics)
    {
        if (string.IsNullOrWhiteSpace(path.Text))
        {
            diagnostics.Add(path.Location, $"'{key}' is empty; expected the path of a file.");
            return "";
        }
        var full = AssetPath.Resolve(path.Text, path.Location.Directory);
        if (!System.IO.File.Exists(full)) diagnostics.Add(path.Location, $"'{key}' names '{SourceLocation.Shorten(full)}', which does not exist.");
        return full;
    }

    private static OrderedDictionary<string, SourceLocation> Places(YamlReader reader)
    {
        var places = new OrderedDictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var entry in reader.Source.Entries)
        {
            places[entry.Key.Text] = entry.Value.Location;
            if (entry.Key.Text is not ("environments" or "model") || entry.Value is not YamlMapping inner) continue;
            foreach (var child in inner.Entries) places[$"{entry.Key.Text}.{child.Key.Text}"] = child.Value.Location;
        }
        return places;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
    private static partial Regex EnvironmentPattern { get; }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex WorkspacePattern { get; }
}
