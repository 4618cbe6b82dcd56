using System.Runtime.CompilerServices;
using Relevo.Core.Errors;
using Relevo.Core.Records;

namespace Relevo.Core.Stages;

/// <summary>Sends the project's sample request to the live endpoint, as a client would.</summary>
public sealed class SmokeTestStage(StageContext context)
{
    private const int LongestResponse = 4096;

    /// <summary>Tests; an answer that is no prediction is a fault.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var (endpoint, _) = DeployStage.Load(context);
        var file = context.Project.SampleRequestFile ?? throw new RelevoException(
            $"{context.Project.File} names no sample request.", "add 'sample_request: data/sample-request.json'.", ExitCode.Configuration);
        var state = await context.Workspace.Endpoints.FindAsync(endpoint.Name, cancellationToken) ?? throw new RelevoException(
            $"The endpoint '{endpoint.Name}' does not exist.", "run Deploy first.", ExitCode.Workspace);
        var response = await context.Workspace.Endpoints.InvokeAsync(endpoint.Name, null, await File.ReadAllTextAsync(file, cancellationToken), cancellationToken);
        var answered = state.Deployments.FirstOrDefault(d => d.Name == response.Deployment) ?? state.Live;
        var record = new SmokeTestRecord
        {
            Endpoint = endpoint.Name,
            Deployment = response.Deployment,
            Model = answered is null ? null : new(answered.Model, answered.ModelVersion, null, null),
            StatusCode = response.StatusCode,
            Response = SmokeTest.Excerpt(response.Body, LongestResponse),
            Latency = response.Duration,
        };
        var deploy = await context.Records.FindLatestAsync<DeployRecord>(DeployRecord.StageName, context.Project.Name, cancellationToken);
        var stored = context.Finish(started, record, deploy?.Reference);
        if (SmokeTest.Fault(response) is { } fault)
        {
            throw new RelevoException(
                $"The smoke test of '{endpoint.Name}' failed: {fault}", "run Rollback to bring the former champion back, or mend the model and ship again.", ExitCode.Workspace);
        }
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }
}
