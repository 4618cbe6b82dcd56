using System.Xml.Linq;
using Relevo.Core.Reports.Cards;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>The model card in short: what stands elsewhere on the page is linked, not repeated.</summary>
internal static class CardSection
{
    /// <summary>The card.</summary>
    public static XElement? Render(ReportModel model)
    {
        if (ModelCard.Create(model) is not { } card)
            return null;
        return Section("card", "Model card",
            Tag("p", Cut(card.Overview, 500)),
            Tag("dl.facts",
                Fact("Model", $"{Cut(card.Name, 120)} v{Cut(card.Version, 40)}"),
                Fact("Date", card.Date.ToString("yyyy-MM-dd")),
                Fact("Task", card.Task is { } task ? task.Replace('-', ' ') : "not stated"),
                Fact("Content", card.Digest is { } digest ? Tag("code", At("title", Cut(digest)), Digest(digest)) : "not hashed"),
                Fact("Training data", card.Data.Count == 0 ? "not recorded" : Cut(string.Join(", ", card.Data.Select(data => data.Reference)))),
                Fact("Made by", Cut(card.By, 120)),
                Fact("Decision", card.Decision is { } decision ? Cut(decision) : "not weighed yet"),
                Fact("Intended use", ModelCard.NotStated)));
    }

    private static XElement Fact(string name, object value) => Tag("div", Tag("dt", name), Tag("dd", value));
}
