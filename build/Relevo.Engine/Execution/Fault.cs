using System.Reflection;
using Nuke.Common;
using Relevo.Engine.Hosts;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Execution;

/// <summary>How an exception is shown: its message, and with <c>--verbosity verbose</c> all that is known of it.</summary>
internal static class Fault
{
    /// <summary>The exception that was meant, without those that reflection and tasks wrap around it.</summary>
    public static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var inner] } => Unwrap(inner),
        _ => exception,
    };

    public static string FirstLine(Exception exception) => exception.Message.AsSpan().EnumerateLines() is var lines && lines.MoveNext() ? $"{lines.Current}" : "";

    public static void Report(Exception exception)
    {
        if (HostOrNull() is { } host)
            host.ReportError(exception.Message);
        else
            Console.Error.WriteLine(exception.Message);
        if (IsVerbose())
            Style.Line(Style.Faint($"{exception}"));
    }

    /// <summary>The host, or null where the call names it wrongly.</summary>
    public static Host? HostOrNull()
    {
        try
        {
            return NukeBuild.Host;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static bool IsVerbose()
    {
        try
        {
            return NukeBuild.Verbosity == Verbosity.Verbose;
        }
        catch (UsageException)
        {
            return false;
        }
    }
}
