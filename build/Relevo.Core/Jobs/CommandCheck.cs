using Relevo.Core.Expressions;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Checks the expressions of a command against the inputs and outputs beside it.</summary>
internal static class CommandCheck
{
    public static void Run(YamlReader reader, string command, IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        var template = Template.Parse(command, out var faults);
        var written = reader.Source["command"] as YamlScalar;
        foreach (var fault in faults) reader.Diagnostics.Add(written?.LocationOf(fault.Offset) ?? reader.Location, $"in 'command': {fault.Message}");
        foreach (var expression in template.Expressions)
        {
            var location = written?.LocationOf(expression.Offset) ?? reader.Location;
            switch (expression.Reference)
            {
                case Reference.Input { Name: var name } when !Has(inputs, name):
                    reader.Diagnostics.Add(location, $"in 'command': unknown input '{name}'{NearestName.Suggest(name, inputs)}");
                    break;
                case Reference.Output { Name: var name } when !Has(outputs, name):
                    reader.Diagnostics.Add(location, $"in 'command': unknown output '{name}'{NearestName.Suggest(name, outputs)}");
                    break;
            }
        }
    }

    private static bool Has(IEnumerable<string> names, string name) =>
        names.Any(known => known == name || name.StartsWith(known + ".", StringComparison.Ordinal));
}
