namespace Relevo.Serving.Scoring.Onnx;

internal sealed class OnnxModel : IScoringModel
{
    public static OnnxModel Load(ModelFolder folder) => throw new NotImplementedException(folder.DataFile);
    public string Platform => "onnxruntime_onnx";
    public IReadOnlyList<ScoringColumn> Inputs => [];
    public IReadOnlySet<string> IgnoredInputs => new HashSet<string>();
    public IReadOnlyList<ScoringColumn> Outputs => [];
    public ColumnBatch Score(ColumnBatch rows) => throw new NotImplementedException();
    public void Dispose() { }
}
