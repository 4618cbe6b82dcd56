namespace Relevo.Core.Jobs;

/// <summary>How data reaches a command, or leaves it.</summary>
public enum AccessMode
{
    /// <summary><c>ro_mount</c>: mounted, read only.</summary>
    ReadOnlyMount,

    /// <summary><c>rw_mount</c>: mounted, read and write.</summary>
    ReadWriteMount,

    /// <summary><c>download</c>: copied before the command starts.</summary>
    Download,

    /// <summary><c>upload</c>: copied after the command ends.</summary>
    Upload,

    /// <summary><c>direct</c>: the command gets the URI and reads it itself.</summary>
    Direct,

    /// <summary><c>eval_mount</c>: an MLTable evaluated, then mounted.</summary>
    EvalMount,

    /// <summary><c>eval_download</c>: an MLTable evaluated, then downloaded.</summary>
    EvalDownload,
}
