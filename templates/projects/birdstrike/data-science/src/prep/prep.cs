#:package Relevo.Mlflow@0.1.0
#:property PublishAot=false

// Turns the raw strike reports into three files with the same columns: train (70 %), val (15 %) and test (15 %).
//   dotnet run prep.cs -- --raw_data birdstrikes.csv --train_data out/train --val_data out/val --test_data out/test

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.VisualBasic.FileIO;
using Relevo.Mlflow;

string[] rawColumns =
[
    "Airport Name", "Aircraft Make Model", "Effect Amount of damage", "Flight Date", "Aircraft Airline Operator", "Origin State",
    "Phase of flight", "Wildlife Size", "Wildlife Species", "Time of day", "Speed IAS in knots",
];
string[] splits = ["train", "val", "test"];
const string Header =
    "row_id,damaged,aircraft,operator,airport,origin_state,phase,wildlife_size,wildlife_species,time_of_day,month,speed_knots";

try
{
    var options = ReadOptions(args, "raw_data", "train_data", "val_data", "test_data");
    var rows = Prepare(options["raw_data"]);
    var parts = splits.ToDictionary(split => split, split => rows.Where(row => row.Split == split).ToList());
    if (parts.FirstOrDefault(part => part.Value.Select(row => row.Damaged).Distinct().Count() < 2).Key is { } poor)
        throw new InvalidDataException($"The {poor} split lacks damaged or undamaged strikes: {rows.Count} rows are too few.");

    using var mlflow = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } ? MlflowClient.FromEnvironment() : null;
    using var run = mlflow?.StartRun("prep"); // Without a tracking server the step still does its work.
    foreach (var (split, part) in parts)
    {
        var folder = Directory.CreateDirectory(options[$"{split}_data"]).FullName;
        File.WriteAllLines(Path.Combine(folder, $"{split}.csv"), [Header, .. part.Select(row => row.Line)]);

        var damagedShare = part.Average(row => row.Damaged ? 1.0 : 0.0);
        run?.LogMetric($"{split}_rows", part.Count);
        run?.LogMetric($"{split}_damaged_share", damagedShare);
        Console.WriteLine($"{split}: {part.Count} rows, {damagedShare:P1} damaged");
    }
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or MalformedLineException or MlflowException)
{
    Console.Error.WriteLine($"prep: {fault.Message}");
    return 2;
}

List<Row> Prepare(string path)
{
    using var csv = new TextFieldParser(FindCsv(path), Encoding.UTF8) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
    var header = csv.ReadFields() ?? throw new InvalidDataException($"{path} is empty.");
    var missing = rawColumns.Except(header).ToList();
    if (missing.Count > 0)
        throw new InvalidDataException(
            $"{path} lacks the columns {string.Join(", ", missing)}; its header is '{string.Join(",", header)}'. See data/README.md for where the file comes from.");

    var rows = new List<Row>();
    var seen = new Dictionary<string, int>();
    while (csv.LineNumber is var line && csv.ReadFields() is { } fields)
    {
        if (fields.Length != header.Length)
            throw new InvalidDataException($"{path}:{line}: {fields.Length} fields where the header has {header.Length}.");
        string Field(string column) => fields[Array.IndexOf(header, column)].Trim();

        if (!DateOnly.TryParseExact(Field("Flight Date"), "yyyy-MM-dd", out var date))
            throw new InvalidDataException($"{path}:{line}: Flight Date is '{Field("Flight Date")}', expected a date such as 1999-10-19.");
        var speed = Field("Speed IAS in knots");
        if (speed != "" && !double.TryParse(speed, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new InvalidDataException($"{path}:{line}: Speed IAS in knots is '{speed}', expected a number or nothing.");

        // What the repair cost is known only after the damage is, so no cost column becomes a feature.
        var damaged = Field("Effect Amount of damage") != "None";
        string[] features =
        [
            damaged ? "1" : "0", Field("Aircraft Make Model"), Field("Aircraft Airline Operator"), Field("Airport Name"),
            Field("Origin State"), Field("Phase of flight"), Field("Wildlife Size"), Field("Wildlife Species"), Field("Time of day"),
            date.Month.ToString(CultureInfo.InvariantCulture), speed,
        ];
        // The content alone decides the split: a row stays where it is when the data grows, and twins stay together.
        // The label is part of it, so each class is divided 70/15/15 on its own.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', fields)));
        var split = (BinaryPrimitives.ReadUInt32LittleEndian(hash) % 100) switch { < 70 => "train", < 85 => "val", _ => "test" };
        var id = Convert.ToHexStringLower(hash, 4, 8);
        var twin = seen[id] = seen.GetValueOrDefault(id) + 1;
        rows.Add(new Row(split, damaged, string.Join(',', [twin == 1 ? id : $"{id}-{twin}", .. features.Select(Quote)])));
    }
    return rows;
}

// Azure ML hands over a file for uri_file and a folder for uri_folder.
static string FindCsv(string path) =>
    File.Exists(path) ? path
    : Directory.Exists(path) && Directory.GetFiles(path, "*.csv") is [var only] ? only
    : throw new ArgumentException($"--raw_data: '{path}' is neither a file nor a folder with one .csv file.");

static string Quote(string value) => value.AsSpan().ContainsAny(",\"\n") ? $"\"{value.Replace("\"", "\"\"")}\"" : value;

static Dictionary<string, string> ReadOptions(string[] args, params string[] names)
{
    var options = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair.Length == 2 ? pair[1] : "");
    var wrong = options.Keys.Except(names).Concat(names.Where(name => string.IsNullOrEmpty(options.GetValueOrDefault(name)))).ToList();
    return wrong.Count == 0 ? options : throw new ArgumentException(
        $"unknown, missing or without a value: {string.Join(", ", wrong.Select(name => $"--{name}"))}. Needed: {string.Join(" ", names.Select(name => $"--{name} <value>"))}");
}

internal sealed record Row(string Split, bool Damaged, string Line);
