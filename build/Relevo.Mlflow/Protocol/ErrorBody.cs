namespace Relevo.Mlflow.Protocol;

/// <summary>The JSON body of every answer that is not 200.</summary>
public sealed record ErrorBody
{
    /// <summary>One of <see cref="ErrorCodes"/>, or another code of the server's own.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The fault in words.</summary>
    public string? Message { get; init; }
}
