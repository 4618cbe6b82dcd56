namespace Relevo.Mlflow.Protocol;

/// <summary>The error codes of MLflow that clients branch on, each with its HTTP status.</summary>
public static class ErrorCodes
{
    /// <summary>400: a value is missing or not allowed.</summary>
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";

    /// <summary>400: the name is taken.</summary>
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";

    /// <summary>400: the request cannot be read.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>401: no or wrong credentials.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>403: the caller may not.</summary>
    public const string PermissionDenied = "PERMISSION_DENIED";

    /// <summary>404: there is no such thing.</summary>
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";

    /// <summary>404: there is no such path.</summary>
    public const string EndpointNotFound = "ENDPOINT_NOT_FOUND";

    /// <summary>409: another change came first.</summary>
    public const string ResourceConflict = "RESOURCE_CONFLICT";

    /// <summary>429: too many requests.</summary>
    public const string RequestLimitExceeded = "REQUEST_LIMIT_EXCEEDED";

    /// <summary>500: the state forbids the call.</summary>
    public const string InvalidState = "INVALID_STATE";

    /// <summary>500: a fault of the server.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>501: not offered here.</summary>
    public const string NotImplemented = "NOT_IMPLEMENTED";

    /// <summary>503: try again.</summary>
    public const string TemporarilyUnavailable = "TEMPORARILY_UNAVAILABLE";

    /// <summary>The HTTP status that goes with a code, as MLflow maps them.</summary>
    /// <param name="code">The error code.</param>
    /// <returns>The status; 500 for a code without a rule.</returns>
    public static int StatusOf(string code) => code switch
    {
        InvalidParameterValue or ResourceAlreadyExists or BadRequest => 400,
        Unauthenticated => 401,
        PermissionDenied => 403,
        ResourceDoesNotExist or EndpointNotFound => 404,
        ResourceConflict => 409,
        RequestLimitExceeded => 429,
        NotImplemented => 501,
        TemporarilyUnavailable => 503,
        _ => 500,
    };
}
