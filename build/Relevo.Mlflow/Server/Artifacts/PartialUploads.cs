using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>
/// Files that arrive in parts. The identity of an upload cannot be guessed, and whoever knows it may add parts, since clients send no
/// credentials of their own with them. What was not ended within a day is removed when the next upload begins.
/// </summary>
internal sealed partial class PartialUploads(string root, TimeProvider time)
{
    private const int MostParts = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Begins an upload of so many parts.</summary>
    /// <returns>Its identity.</returns>
    public string Begin(string target, int parts)
    {
        if (parts is < 1 or > MostParts)
            throw Rules.Invalid($"Invalid value {parts} for parameter 'num_parts' supplied: choose 1 to {MostParts}.");
        ArtifactTree.Resolve(root, target);
        RemoveOld();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Directory.CreateDirectory(FolderOf(id));
        File.WriteAllText(Path.Combine(FolderOf(id), "target"), target);
        return id;
    }

    /// <summary>Keeps one part.</summary>
    /// <returns>Its tag, which the end of the upload names again.</returns>
    public async Task<string> AddAsync(string id, string part, PipeReader content, CancellationToken cancellationToken)
    {
        var folder = Existing(id);
        if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MostParts)
            throw Rules.Invalid($"Invalid part number '{part}'.");
        var file = PartOf(folder, number);
        await Upload.WriteAsync(file, content, cancellationToken);
        return TagOf(file);
    }

    /// <summary>Makes the file out of its parts.</summary>
    public void Complete(string id, string target, IReadOnlyList<UploadedPart> parts)
    {
        var folder = Existing(id);
        if (File.ReadAllText(Path.Combine(folder, "target")) != target)
            throw Rules.Invalid($"The upload '{id}' is of another path.");
        var files = parts.OrderBy(part => part.PartNumber).Select(part => Checked(folder, part)).ToList();
        if (files.Count == 0)
            throw Rules.Missing("parts");
        var whole = files[0];
        using (var end = new FileStream(whole, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            foreach (var next in files.Skip(1))
            {
                using var piece = new FileStream(next, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                piece.CopyTo(end, 1 << 20);
            }
        }
        var path = ArtifactTree.Resolve(root, target);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // Below the root, so it has a folder.
        File.Move(whole, path, overwrite: true);
        Directory.Delete(folder, recursive: true);
    }

    public void Abort(string id) => Directory.Delete(Existing(id), recursive: true);

    private static string Checked(string folder, UploadedPart part)
    {
        var file = PartOf(folder, part.PartNumber);
        if (!File.Exists(file))
            throw Rules.Invalid($"Part {part.PartNumber} did not arrive.");
        return string.IsNullOrEmpty(part.Etag) || part.Etag.Trim('"') == TagOf(file).Trim('"')
            ? file
            : throw Rules.Invalid($"Part {part.PartNumber} is not the one that was confirmed.");
    }

    private static string TagOf(string file) => $"\"{new FileInfo(file).Length:x}-{File.GetLastWriteTimeUtc(file).Ticks:x}\"";

    private static string PartOf(string folder, int number) => Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture));

    private string FolderOf(string id) => Path.Combine(root, ArtifactTree.Uploads, id);

    private string Existing(string id) => Identity.IsMatch(id) && Directory.Exists(FolderOf(id))
        ? FolderOf(id)
        : throw Rules.Absent($"There is no multipart upload '{id}'.");

    private void RemoveOld()
    {
        var uploads = new DirectoryInfo(Path.Combine(root, ArtifactTree.Uploads));
        if (!uploads.Exists)
            return;
        foreach (var old in uploads.EnumerateDirectories().Where(upload => upload.LastWriteTimeUtc < (time.GetUtcNow() - Lifetime).UtcDateTime))
            old.Delete(recursive: true);
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identity { get; }
}
