using Relevo.Core.Errors;

namespace Relevo.Core.Yaml;

/// <summary>Gathers every fault of a file and of the files that it names, to report them at once.</summary>
public sealed class Diagnostics
{
    private const int MostShown = 100;
    private readonly List<Fault> _faults = [];
    private readonly HashSet<Fault> _distinct = [];

    /// <summary>The faults so far, in the order in which they were found.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Whether there is any fault.</summary>
    public bool HasFaults => _faults.Count > 0;

    /// <summary>Adds a fault; the same message at the same place counts once.</summary>
    /// <param name="location">Where.</param>
    /// <param name="message">What is wrong, and what was expected.</param>
    public void Add(SourceLocation location, string message)
    {
        var fault = new Fault(location, message);
        if (_distinct.Add(fault)) _faults.Add(fault);
    }

    /// <summary>Adds the faults of another collector.</summary>
    /// <param name="other">The other collector.</param>
    public void AddRange(Diagnostics other)
    {
        foreach (var fault in other.Faults) Add(fault.Location, fault.Message);
    }

    /// <summary>Throws one exception that lists every fault, by file and line; does nothing where there is none.</summary>
    /// <exception cref="RelevoException">There is a fault (<see cref="ExitCode.Configuration"/>).</exception>
    public void ThrowIfAny()
    {
        if (HasFaults) throw ToException();
    }

    /// <summary>One exception that lists every fault. Its first line stands alone.</summary>
    /// <param name="cause">The technical fault beneath, or null.</param>
    public RelevoException ToException(Exception? cause = null)
    {
        var first = _faults.FirstOrDefault() ?? throw new InvalidOperationException("There is no fault to report.");
        if (_faults.Count == 1) return new RelevoException(first.ToString(), null, ExitCode.Configuration, cause);
        var files = _faults.Select(fault => fault.Location.File).Distinct(StringComparer.Ordinal).ToList();
        var shown = _faults
            .OrderBy(fault => files.IndexOf(fault.Location.File))
            .ThenBy(fault => fault.Location.Line)
            .ThenBy(fault => fault.Location.Column)
            .Take(MostShown)
            .Select(fault => $"{Environment.NewLine}  {fault}");
        var more = _faults.Count > MostShown ? $"{Environment.NewLine}  ... and {_faults.Count - MostShown} more" : "";
        var subject = $"{first.Location.DisplayFile}{(files.Count > 1 ? " and the files it names have" : " has")}";
        return new RelevoException($"{subject} {_faults.Count} faults:{string.Concat(shown)}{more}", null, ExitCode.Configuration, cause);
    }
}
