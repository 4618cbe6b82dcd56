using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Progress of a stage. The last event of a stage that ends well is <see cref="Completed"/>.</summary>
public abstract record StageEvent
{
    private StageEvent()
    {
    }

    /// <summary>Something to know.</summary>
    /// <param name="Text">One line.</param>
    public sealed record Note(string Text) : StageEvent;

    /// <summary>Something to mind.</summary>
    /// <param name="Text">One line.</param>
    public sealed record Warning(string Text) : StageEvent;

    /// <summary>The workspace is being provisioned.</summary>
    /// <param name="Event">The progress.</param>
    public sealed record Provisioning(ProvisionEvent Event) : StageEvent;

    /// <summary>A data asset is being registered.</summary>
    /// <param name="Asset">The asset's name.</param>
    /// <param name="Event">The progress.</param>
    public sealed record RegisteringData(string Asset, RegisterDataEvent Event) : StageEvent;

    /// <summary>A job is running.</summary>
    /// <param name="Event">The progress.</param>
    public sealed record RunningJob(JobEvent Event) : StageEvent;

    /// <summary>The gate runs the evaluate step for one of the two models; its job's events follow.</summary>
    /// <param name="Role"><c>challenger</c> or <c>champion</c>.</param>
    /// <param name="Model">The model.</param>
    public sealed record Evaluating(string Role, ModelVersionReference Model) : StageEvent;

    /// <summary>A deployment is being made.</summary>
    /// <param name="Event">The progress.</param>
    public sealed record Deploying(DeployEvent Event) : StageEvent;

    /// <summary>The stage is done and its record is written.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="File">Its file.</param>
    public sealed record Completed(StageRecord Record, string File) : StageEvent;
}
