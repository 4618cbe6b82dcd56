namespace Relevo.Build.Doctor;

/// <summary>How something is.</summary>
public enum Grade
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It will do, but may surprise.</summary>
    Warning,

    /// <summary>It keeps the project from shipping.</summary>
    Failure,
}
