namespace Relevo.Local.Jobs;

/// <summary>What an input of a step stands for once it is known.</summary>
internal abstract record StepValue
{
    private StepValue()
    {
    }

    /// <summary>A literal; goes into the command as it is, as on Azure ML.</summary>
    /// <param name="Text">Its text.</param>
    public sealed record Literal(string Text) : StepValue;

    /// <summary>Files of the content store.</summary>
    /// <param name="Path">The full path of the file or folder.</param>
    /// <param name="Digest">The digest of its manifest.</param>
    public sealed record Content(string Path, string Digest) : StepValue;
}
