namespace Relevo.Serving.Scoring;

/// <summary>Data to score that does not fit the model. The message is for the caller and names the column and row.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="cause">The technical fault beneath.</param>
public sealed class InvalidInputException(string message, Exception? cause = null) : Exception(message, cause);
