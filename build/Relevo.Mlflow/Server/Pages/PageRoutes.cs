using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Pages.Artifacts;
using Relevo.Mlflow.Server.Pages.Comparison;
using Relevo.Mlflow.Server.Pages.Experiments;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Models;
using Relevo.Mlflow.Server.Pages.Runs;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Pages;

/// <summary>The pages for people. They only read, so a request needs no more protection than the one before every route.</summary>
internal static class PageRoutes
{
    public static void Map(IEndpointRouteBuilder app, TrackingStore store)
    {
        Page(app, "/", c => Experiments(store, c));
        Page(app, "/experiments/{id}", c => Runs(store, Value(c, "id"), c));
        Page(app, "/runs/{id}", c => Run(store, Value(c, "id"), c));
        Page(app, "/runs/{id}/artifact", c => Artifact(store, Value(c, "id"), c));
        Page(app, "/compare", c => ComparePage.Render(store, ComparisonQuery.Of(c.Request.Query)));
        Page(app, "/models", c => Models(store, c));
        Page(app, "/models/{name}", c => Model(store, Value(c, "name"), c));
        app.MapMethods("/runs/{id}/image", ["GET", "HEAD"], c => ImageAsync(store, Value(c, "id"), c));
        foreach (var asset in Assets.All)
            app.MapMethods($"/assets/{asset.Name}", ["GET", "HEAD"], c => PageAnswer.AssetAsync(c, asset));
    }

    private static XElement Experiments(TrackingStore store, HttpContext context)
    {
        var query = ExperimentListQuery.Of(context.Request.Query);
        var (total, rows) = store.ListExperiments(query);
        return ExperimentsPage.Render(query, total, rows);
    }

    private static XElement Runs(TrackingStore store, string id, HttpContext context)
    {
        var query = RunTableQuery.Of(id, context.Request.Query);
        var experiment = store.GetExperiment(id);
        try
        {
            return RunTablePage.Render(experiment, query, store.ListRuns(query), fault: null);
        }
        catch (MlflowException e) when (e.ErrorCode == ErrorCodes.InvalidParameterValue)
        {
            // The person gets the form back with what they wrote, and beside it what is wrong with it.
            return RunTablePage.Render(experiment, query, listing: null, e.Message);
        }
    }

    private static XElement Run(TrackingStore store, string id, HttpContext context)
    {
        var query = RunPageQuery.Of(id, context.Request.Query);
        var details = store.GetRunDetails(id);
        return RunPage.Render(details, MetricsSection.Render(store, details.Run, query), ArtifactSection.Render(store, details.Run.Info));
    }

    private static XElement Artifact(TrackingStore store, string id, HttpContext context)
    {
        var info = store.GetRun(id).Info;
        var path = context.Request.Query.Text("path");
        return ArtifactPage.Render(info, store.GetExperiment(info.ExperimentId).Name, path, FileOf(store, info, path));
    }

    private static XElement Models(TrackingStore store, HttpContext context)
    {
        var query = ModelListQuery.Of(context.Request.Query);
        var (total, rows) = store.ListModels(query);
        return ModelsPage.Render(query, total, rows);
    }

    private static XElement Model(TrackingStore store, string name, HttpContext context)
    {
        var page = context.Request.Query.Page();
        return ModelPage.Render(store.FindModelDetails(name, page) ?? throw Rules.Absent($"Registered Model with name={name} not found"), page);
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!; // The route has it.

    private static FileInfo FileOf(TrackingStore store, RunInfo info, string path) =>
        (ArtifactSection.FolderOf(store, info) ?? throw Rules.Invalid($"Another store keeps the artifacts of this run: {info.ArtifactUri}")).File(path);

    private static void Page(IEndpointRouteBuilder app, string route, Func<HttpContext, XElement> render) =>
        app.MapMethods(route, ["GET", "HEAD"], context => PageAnswer.PageAsync(context, render));

    private static Task ImageAsync(TrackingStore store, string id, HttpContext context)
    {
        var path = context.Request.Query.Text("path");
        var type = ArtifactKind.ImageType(path) ?? throw Rules.Invalid($"'{path}' is not an image that is shown; download it.");
        return PageAnswer.ImageAsync(context, type, FileOf(store, store.GetRun(id).Info, path));
    }
}
