using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A version of a model by name and number.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The number.</param>
internal sealed record ModelVersionName(string Model, string Version)
{
    /// <summary>A link to the version.</summary>
    public XElement ToLink() => Html.El("a.nowrap", Html.At("href", $"{Addresses.Model(Model)}#v{Version}"), $"{Figures.Cut(Model, 40)} v{Version}");
}
