using Relevo.Core.Errors;
using Relevo.Serving.Scoring.MlNet;
using Relevo.Serving.Scoring.Onnx;

namespace Relevo.Serving.Scoring;

/// <summary>Loads models of every kind that can be served.</summary>
public static class ScoringModels
{
    /// <summary>Loads the model at a path.</summary>
    /// <param name="path">See <see cref="ModelFolder.Open"/>.</param>
    /// <exception cref="RelevoException">There is no model, it is of another kind, or it cannot be read.</exception>
    public static IScoringModel Load(string path) => Load(ModelFolder.Open(path));

    /// <summary>Loads the model of a folder.</summary>
    /// <exception cref="RelevoException">The model cannot be read, or does not fit its signature.</exception>
    public static IScoringModel Load(ModelFolder folder) => folder.Kind switch
    {
        ModelKind.MlNet => MlNetModel.Load(folder),
        ModelKind.Onnx => OnnxModel.Load(folder),
        _ => throw new ArgumentOutOfRangeException(nameof(folder)),
    };
}
