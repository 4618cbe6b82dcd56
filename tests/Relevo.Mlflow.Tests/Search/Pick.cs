using CsCheck;

namespace Relevo.Mlflow.Tests.Search;

/// <summary>Generators that choose.</summary>
internal static class Pick
{
    public static Gen<T> From<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<double?> OrNull(this Gen<double> gen) => Gen.Select(gen, Gen.Int[0, 3], (value, dice) => dice == 0 ? null : (double?)value);

    public static Gen<string?> OrNull(this Gen<string> gen) => Gen.Select(gen, Gen.Int[0, 3], (value, dice) => dice == 0 ? null : (string?)value);
}
