namespace Relevo.Serving.Endpoints;

/// <summary>Headers of Azure ML's online endpoints.</summary>
public static class EndpointHeaders
{
    /// <summary>In a request: the deployment that must answer, whatever its traffic. In an answer: the one that did.</summary>
    public const string Deployment = "azureml-model-deployment";
}
