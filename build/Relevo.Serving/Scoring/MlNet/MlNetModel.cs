namespace Relevo.Serving.Scoring.MlNet;

internal sealed class MlNetModel : IScoringModel
{
    public static MlNetModel Load(ModelFolder folder) => throw new NotImplementedException(folder.DataFile);
    public string Platform => "mlnet";
    public IReadOnlyList<ScoringColumn> Inputs => [];
    public IReadOnlySet<string> IgnoredInputs => new HashSet<string>();
    public IReadOnlyList<ScoringColumn> Outputs => [];
    public ColumnBatch Score(ColumnBatch rows) => throw new NotImplementedException();
    public void Dispose() { }
}
