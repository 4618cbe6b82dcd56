namespace Relevo.Serving.Supervision;

/// <summary>A control call that cannot be done.</summary>
internal sealed class ControlRefusal(int statusCode, string problem, string? remedy, IReadOnlyList<string> details) : Exception(problem)
{
    public int StatusCode { get; } = statusCode;

    public string? Remedy { get; } = remedy;

    public IReadOnlyList<string> Details { get; } = details;
}
