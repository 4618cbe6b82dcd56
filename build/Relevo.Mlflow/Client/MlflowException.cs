namespace Relevo.Mlflow;

/// <summary>A tracking server refused a call, or could not be reached. Never holds a credential.</summary>
/// <param name="errorCode">MLflow's error code, such as <c>RESOURCE_DOES_NOT_EXIST</c>; see <see cref="Protocol.ErrorCodes"/>.</param>
/// <param name="message">What is wrong, as the server says it.</param>
/// <param name="statusCode">The HTTP status; null where no answer came.</param>
/// <param name="cause">The technical fault beneath.</param>
public sealed class MlflowException(string errorCode, string message, int? statusCode = null, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>MLflow's error code.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? StatusCode { get; } = statusCode;
}
