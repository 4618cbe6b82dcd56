using System.Reflection;
using System.Runtime.CompilerServices;
using Nuke.Common;

namespace Relevo.Build.Parameters;

/// <summary>What a call asks of NUKE itself: targets, host, root, profiles and their files.</summary>
/// <param name="build">The build's type.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="line">The command line.</param>
/// <param name="working">The folder that the call was made in.</param>
internal sealed class BuildCall(Type build, IReadOnlyList<BuildParameter> parameters, CommandLine line, string working)
{
    private const string Marker = ".nuke";

    private readonly Lazy<IReadOnlyList<string>> _targets = new(() => TargetsOf(build));
    private readonly Lazy<IReadOnlyList<string>> _hosts = new(Hosts);

    /// <summary>False where a variable without NUKE's prefix can only be meant for another program.</summary>
    public bool IsMeantFor(BuildParameter parameter, string value) => parameter.Key switch
    {
        "target" or "skip" => value.Split('+').All(IsTarget),
        "host" => IsHost(value),
        "root" => Path.Exists(Path.Combine(working, value, Marker)),
        "profile" => FindRoot(null) is { } root && File.Exists(ProfileFile(root, value)),
        _ => parameter.Accepts(value),
    };

    /// <summary>Everything that is wrong.</summary>
    /// <param name="variables">The environment, without what is meant for other programs.</param>
    public IEnumerable<string> Faults(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var fault in Asked("target", variables).Concat(Asked("skip", variables)).SelectMany(TargetFaults).Concat(Asked("host", variables).SelectMany(HostFaults))) yield return fault;

        var named = Asked("root", variables).ToList();
        var asked = named is [{ Values: [var path] }] ? path : null;
        if (asked is not null && !Directory.Exists(Path.GetFullPath(asked, working)))
            yield return Usage.Fault($"{named[0].Origin} names directory '{Path.GetFullPath(asked, working)}', which does not exist.", "name the directory that the build is about.");
        else if (FindRoot(named is [{ Values: [] }] ? working : asked) is not { } root)
            yield return Usage.Fault($"No directory from '{working}' upward has a '{Marker}' directory, which marks the root.", $"create '{Marker}' in the root, or pass --root <path>.");
        else
            foreach (var fault in FileFaults(root, [.. Asked("profile", variables).SelectMany(p => p.Values)])) yield return fault;
    }

    private IEnumerable<(string Origin, IReadOnlyList<string> Values)> Asked(string name, IReadOnlyDictionary<string, string> variables)
    {
        if (line.Find(name) is { } option) yield return ($"Option '{option.Option}'", option.Values);
        else if (name == "target" && line.Targets.Count > 0) yield return ("The command line", line.Targets);
        else if (variables.FirstOrDefault(v => BuildParameter.KeyOf(v.Key) is var key && (key == name || key == "nuke" + name)) is { Key: { } variable, Value: var value })
            yield return ($"Environment variable '{variable}'", [value]);
    }

    private IEnumerable<string> TargetFaults((string Origin, IReadOnlyList<string> Values) asked)
    {
        foreach (var name in asked.Values.SelectMany(value => value.Split('+', StringSplitOptions.RemoveEmptyEntries)).Where(name => !IsTarget(name)))
            yield return Usage.Fault($"{asked.Origin} asks for target '{name}', which does not exist.{Usage.DidYouMean(name, _targets.Value)}", $"choose one of: {string.Join(", ", _targets.Value)}.");
    }

    private IEnumerable<string> HostFaults((string Origin, IReadOnlyList<string> Values) asked)
    {
        if (asked.Values is not [var name] || !IsHost(name))
            yield return Usage.Fault($"{asked.Origin} must name one host that is known, but is '{string.Join(' ', asked.Values)}'.{Usage.DidYouMean(string.Concat(asked.Values), _hosts.Value)}", $"choose one of: {string.Join(", ", _hosts.Value)}.");
    }

    private IEnumerable<string> FileFaults(string root, IReadOnlyList<string> profiles)
    {
        var common = Path.Combine(root, Marker, "parameters.json");
        if (File.Exists(common))
            foreach (var fault in ParametersFile.Faults(common, $"{Marker}/parameters.json", parameters)) yield return fault;
        foreach (var profile in profiles)
        {
            var name = $"{Marker}/parameters.{profile}.json";
            if (!File.Exists(ProfileFile(root, profile))) yield return Usage.Fault($"Profile '{profile}' has no file '{name}'.", "create it, or choose another.");
            else
                foreach (var fault in ParametersFile.Faults(ProfileFile(root, profile), name, parameters)) yield return fault;
        }
    }

    private static string ProfileFile(string root, string profile) => Path.Combine(root, Marker, $"parameters.{profile}.json");

    private string? FindRoot(string? asked)
    {
        if (asked is not null) return Path.GetFullPath(asked, working);
        for (var folder = new DirectoryInfo(working); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, Marker))) return folder.FullName;
        }
        return null;
    }

    private bool IsTarget(string name) => _targets.Value.Any(target => BuildParameter.KeyOf(target) == BuildParameter.KeyOf(name));

    private bool IsHost(string name) => _hosts.Value.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static List<string> TargetsOf(Type build)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return [.. ((Type[])[build, .. build.GetInterfaces()])
            .SelectMany(type => type.GetProperties(Any))
            .Where(property => property.PropertyType == typeof(Target))
            .Select(property => property.Name[(property.Name.LastIndexOf('.') + 1)..])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // NUKE keeps the hosts in several assemblies, which its module's initializer loads.
    private static List<string> Hosts()
    {
        var engine = typeof(Host).Assembly;
        RuntimeHelpers.RunModuleConstructor(engine.ManifestModule.ModuleHandle);
        return [.. AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly == engine || assembly.GetName().Name!.StartsWith("Nuke.", StringComparison.Ordinal)) // a loaded assembly has a name
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.IsSubclassOf(typeof(Host)))
            .Select(type => type.Name).Order(StringComparer.Ordinal)];
    }
}
