namespace Relevo.Core.Expressions;

/// <summary>What is wrong with the text of a template.</summary>
/// <param name="Offset">Where, in UTF-16 code units from the start of the text.</param>
/// <param name="Message">What, and what was expected.</param>
public sealed record SyntaxFault(int Offset, string Message);
