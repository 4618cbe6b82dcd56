using System.Xml.Linq;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>Which part of a long list is shown.</summary>
/// <param name="Number">The number of the part, from 1.</param>
/// <param name="Size">The rows of a part.</param>
/// <param name="Total">The rows of the whole list.</param>
internal sealed record Pager(int Number, int Size, long Total)
{
    private long Last => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The rows before the part; a number behind the last means the last.</summary>
    public static long Offset(int number, int size, long total) => total == 0 ? 0 : Math.Min(number - 1L, (total - 1) / size) * size;

    /// <summary>What is shown, in words.</summary>
    public string Say(string one) => Total == 0
        ? $"No {one}s"
        : $"{Figures.Count(First)}–{Figures.Count(Math.Min(Total, First + Size - 1))} of {Figures.Count(Total, one)}";

    /// <summary>Links to the other parts; nothing where there is only one.</summary>
    public XElement? ToNavigation(Address address, string label) => Last == 1 ? null : El("nav.pager", At("aria-label", label), El("ul",
        Step("First", 1, Shown > 1, address, null),
        Step("Previous", Shown - 1, Shown > 1, address, "prev"),
        El("li.here", $"Page {Figures.Count(Shown)} of {Figures.Count(Last)}"),
        Step("Next", Shown + 1, Shown < Last, address, "next"),
        Step("Last", Last, Shown < Last, address, null)));

    private long Shown => Math.Min(Number, Last);

    private long First => ((Shown - 1) * Size) + 1;

    private static XElement Step(string text, long number, bool isOpen, Address address, string? rel) => El("li", isOpen
        ? El("a.button", At("href", address.With("page", number == 1 ? null : number.ToString()).ToString()), rel is null ? null : At("rel", rel), text)
        : El("span.button.off", At("aria-disabled", "true"), text));
}
