namespace Relevo.Core.Records;

/// <summary>The source code that a stage ran from.</summary>
/// <param name="Commit">The git commit; null outside a repository, or before its first commit.</param>
/// <param name="Branch">The branch; null on a detached head.</param>
/// <param name="IsDirty">True where tracked files differ from the commit.</param>
public sealed record SourceRevision(string? Commit, string? Branch, bool IsDirty)
{
    /// <summary>What stands for a folder that is under no source control.</summary>
    public static SourceRevision None { get; } = new(null, null, false);

    /// <summary>The commit's first eight digits, with a mark where files differ from it.</summary>
    public override string ToString() => Commit is null ? "no commit" : Commit[..Math.Min(8, Commit.Length)] + (IsDirty ? "+changes" : "");
}
