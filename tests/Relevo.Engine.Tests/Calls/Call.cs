using System.Linq.Expressions;
using Nuke.Common;
using Relevo.Engine.Execution;

namespace Relevo.Engine.Tests.Calls;

/// <summary>A call of a build in this process, in a root directory of its own.</summary>
internal sealed class Call : IDisposable
{
    private readonly Dictionary<string, string> variables = [];

    public Call() => Directory.CreateDirectory(Path.Combine(Root, ".nuke"));

    public string Root { get; } = Directory.CreateTempSubdirectory("engine-tests-").FullName;

    public string WorkingDirectory => Root;

    public Call With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    public Call WithFile(string path, string content)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return this;
    }

    public Outcome Run<T>(params string[] arguments)
        where T : TestBuild, new()
        => Run<T>([], arguments);

    public Outcome Run<T>(Expression<Func<T, Target>>[] defaults, params string[] arguments)
        where T : TestBuild, new()
    {
        var session = new Session(new Invocation(arguments, variables, WorkingDirectory) { Time = new FixedTime() });
        Session.Current = session;
        TestBuild.Last = null;
        var (output, error) = (Console.Out, Console.Error);
        using var written = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        Console.SetOut(written);
        Console.SetError(errors);
        try
        {
            var code = BuildRun.Execute(session, defaults);
            return new Outcome(code, written.ToString(), errors.ToString(), TestBuild.Last?.Journal ?? [], TestBuild.Last);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
