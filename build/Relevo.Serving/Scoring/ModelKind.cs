namespace Relevo.Serving.Scoring;

/// <summary>The kinds of model that can be served.</summary>
public enum ModelKind
{
    /// <summary>ML.NET's <c>model.zip</c>.</summary>
    MlNet,

    /// <summary>ONNX: <c>model.onnx</c>.</summary>
    Onnx,
}
