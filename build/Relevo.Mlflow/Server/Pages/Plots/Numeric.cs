using System.Globalization;

namespace Relevo.Mlflow.Server.Pages.Plots;

/// <summary>Params are texts; many of them are numbers.</summary>
internal static class Numeric
{
    /// <summary>The number that a text says; null where it says none.</summary>
    public static double? Read(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
