using System.Text.Json;

namespace Relevo.Serving.Protocols;

/// <summary>One way to ask for predictions.</summary>
internal interface IScoringProtocol
{
    /// <summary>Answers a request.</summary>
    /// <exception cref="Scoring.InvalidInputException">The data does not fit: 400.</exception>
    /// <exception cref="ProtocolException">Another refusal.</exception>
    Task AnswerAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>Writes an error as the protocol has it.</summary>
    void WriteError(Utf8JsonWriter json, int statusCode, string message);
}
