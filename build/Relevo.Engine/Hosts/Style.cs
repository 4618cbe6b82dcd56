using Relevo.Engine.Execution;

namespace Relevo.Engine.Hosts;

/// <summary>Lines of text, coloured where a person reads them on a terminal.</summary>
internal static class Style
{
    public static void Line(string text = "") => Console.Out.WriteLine(text);

    public static string Strong(string text) => Coloured("36;1", text);

    public static string Good(string text) => Coloured("32;1", text);

    public static string Warning(string text) => Coloured("33;1", text);

    public static string Error(string text) => Coloured("31;1", text);

    public static string Faint(string text) => Coloured("90", text);

    private static string Coloured(string code, string text) => Session.Current.Invocation.IsColoured ? $"\e[{code}m{text}\e[0m" : text;
}
