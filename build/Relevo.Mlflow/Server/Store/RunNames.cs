using System.Security.Cryptography;

namespace Relevo.Mlflow.Server.Store;

/// <summary>Names for runs that were given none: easier to tell apart than 32 digits.</summary>
internal static class RunNames
{
    private static readonly string[] Qualities =
    [
        "able", "bold", "brave", "bright", "calm", "clean", "clever", "crisp", "eager", "fair", "fast", "fine", "fresh", "gentle", "grand",
        "keen", "kind", "lively", "loyal", "merry", "neat", "nimble", "plain", "proud", "quick", "quiet", "sharp", "smooth", "steady", "swift",
    ];

    private static readonly string[] Things =
    [
        "ash", "badger", "bear", "birch", "crane", "crow", "deer", "eagle", "elk", "falcon", "finch", "fox", "hare", "hawk", "heron",
        "ibex", "jay", "lark", "lynx", "maple", "mole", "oak", "otter", "owl", "pine", "raven", "seal", "stoat", "swan", "wren",
    ];

    public static string Next() =>
        $"{Qualities[RandomNumberGenerator.GetInt32(Qualities.Length)]}-{Things[RandomNumberGenerator.GetInt32(Things.Length)]}-{RandomNumberGenerator.GetInt32(1000)}";
}
