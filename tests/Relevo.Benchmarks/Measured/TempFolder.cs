namespace Relevo.Benchmarks.Measured;

/// <summary>A folder that is removed at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("relevo-benchmarks-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A file of bytes that do not compress.</summary>
    public string WriteBytes(string name, int megabytes)
    {
        var random = new Random(1);
        var block = new byte[1 << 20];
        using var file = File.Create(this[name]);
        for (var written = 0; written < megabytes; written++)
        {
            random.NextBytes(block);
            file.Write(block);
        }
        return file.Name;
    }

    /// <summary>A table of numbers and names.</summary>
    public string WriteTable(string name, int rows)
    {
        var random = new Random(1);
        using var file = File.CreateText(this[name]);
        file.WriteLine("id,price,distance,city,paid");
        for (var row = 0; row < rows; row++)
            file.WriteLine(FormattableString.Invariant($"{row},{random.NextDouble() * 100:0.00},{random.Next(5000)},city-{random.Next(40)},{(random.Next(2) == 0 ? "true" : "false")}"));
        return this[name];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
