using System.Xml.Linq;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>Where the model answers, and how.</summary>
internal static class DeploymentSection
{
    /// <summary>The endpoint with its traffic, the smoke test and a command to try it.</summary>
    public static XElement? Endpoint(ReportModel model)
    {
        if (model.Deployment is null && model.SmokeTest is null)
            return null;
        return Section("deployment", "Deployment",
            model.Deployment is { } deployment ? Deployed(deployment) : null,
            model.Deployment is { SampleCommand: { } command } ? new object[] { Tag("h3", "Try it"), Code(command, "Command line") } : null,
            model.SmokeTest is { } test ? Smoke(test) : null);
    }

    /// <summary>The resources of the workspace.</summary>
    public static XElement? Resources(ReportModel model)
    {
        if (model.Provisioning is not { Changes: { Count: > 0 } changes } provisioning)
            return null;
        return Section("resources", "Workspace",
            Tag("p.muted", $"{Cut(provisioning.Workspace, 40)} workspace at ", Tag("code", Cut(provisioning.Location)), $", provisioned {Time(provisioning.StartedAt)}."),
            new Table("Resources", "Name", "Kind", "Change").With(
                [.. changes.Select(change => new object?[] { Tag("code", Cut(change.Name, 120)), Cut(change.ResourceKind, 80), Word(change.Action) })]));
    }

    private static object[] Deployed(DeployRecord deployment) =>
    [
        Tag("dl.facts",
            Fact("Endpoint", Cut(deployment.Endpoint, 120)),
            Fact("Address", Tag("code", Cut(deployment.ScoringUri.ToString()))),
            Fact("Deployment", Tag("span", Cut(deployment.Deployment, 120), " ", Tag("span.muted", deployment.HasChanged ? "new" : "as before"))),
            Fact("Model", $"{Cut(deployment.Model.Name, 120)} v{Cut(deployment.Model.Version, 40)}")),
        new Table("Traffic", "Deployment", "#Before", "#Now").With(
        [
            .. deployment.TrafficBefore.Keys.Concat(deployment.TrafficAfter.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => new object?[] { Cut(name, 120), Traffic(deployment.TrafficBefore, name), Traffic(deployment.TrafficAfter, name) }),
        ]),
    ];

    private static object[] Smoke(SmokeTestRecord test) =>
    [
        Tag("h3", "Smoke test"),
        Tag("p", Mark.OfAnswer(test.StatusCode is >= 200 and < 300).ToBadge(), $" with status {test.StatusCode} in {Duration(test.Latency)}",
            test.Deployment is { } name ? $" by {Cut(name, 120)}" : null, "."),
        Code(Cut(test.Response, 2000), "Response"),
    ];

    private static XElement Fact(string name, object value) => Tag("div", Tag("dt", name), Tag("dd", value));

    private static XElement Code(string text, string label) => Tag("pre", At("tabindex", "0"), At("role", "region"), At("aria-label", label), Tag("code", Cut(text, 2000)));

    private static string Traffic(IReadOnlyDictionary<string, int> traffic, string name) => traffic.TryGetValue(name, out var percent) ? $"{percent} %" : "–";

    private static string Word(ChangeAction action) => action switch
    {
        ChangeAction.Create => "created",
        ChangeAction.Update => "updated",
        ChangeAction.Delete => "deleted",
        _ => "unchanged",
    };
}
