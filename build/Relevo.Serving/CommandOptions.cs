using Relevo.Core.Errors;

namespace Relevo.Serving;

/// <summary>A command line of a role and options that each have a value.</summary>
internal sealed class CommandOptions
{
    private static readonly string[] Known = ["state", "log", "model", "name", "port", "model-name", "model-version", "supervised"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string Role { get; private init; } = "";

    public static CommandOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new CommandOptions { Role = arguments.Count > 0 ? arguments[0] : "" };
        for (var at = 1; at < arguments.Count; at += 2)
        {
            var name = arguments[at].StartsWith("--", StringComparison.Ordinal) ? arguments[at][2..] : "";
            if (!Known.Contains(name, StringComparer.Ordinal))
                throw Wrong($"'{arguments[at]}' is not an option");
            options._values[name] = at + 1 < arguments.Count ? arguments[at + 1] : throw Wrong($"'{arguments[at]}' needs a value");
        }

        return options;
    }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public string Require(string name) => Find(name) ?? throw Wrong($"'--{name}' is missing");

    public int Port() => Find("port") switch
    {
        null => 0,
        var text when ushort.TryParse(text, out var port) => port,
        var text => throw Wrong($"port '{text}' is not within 0 to 65535"),
    };

    private static RelevoException Wrong(string problem) =>
        new($"The command line is wrong: {problem}.", "run without arguments to see what there is.", ExitCode.Configuration);
}
