using System.Security.Cryptography;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>A file that pages refer to, embedded in this program.</summary>
/// <param name="Name">The last part of its path.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record Asset(string Name, string ContentType, byte[] Content)
{
    /// <summary>Where it is; a change of its content changes the address, so it may be kept for ever.</summary>
    public string Address { get; } = $"/assets/{Name}?v={Convert.ToHexStringLower(SHA256.HashData(Content))[..10]}";
}
