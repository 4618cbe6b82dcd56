namespace Relevo.Mlflow.Server.Pages.Plots;

/// <summary>A point of a curve, or the mean of neighbouring ones with their range.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">The value or the mean.</param>
internal readonly record struct PlotPoint(double X, double Y)
{
    /// <summary>The lowest of the values it stands for.</summary>
    public double Low { get; init; } = Y;

    /// <summary>The greatest of the values it stands for.</summary>
    public double High { get; init; } = Y;
}
