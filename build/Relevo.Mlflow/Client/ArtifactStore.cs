using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

/// <summary>The place of a run's artifacts: the tracking server's proxy, another HTTP address, or a folder of this machine.</summary>
internal abstract class ArtifactStore
{
    public static ArtifactStore For(string artifactUri, MlflowTransport transport)
    {
        if (Path.IsPathFullyQualified(artifactUri))
            return new Folder(artifactUri);
        if (!Uri.TryCreate(artifactUri, UriKind.Absolute, out var uri))
            throw Unsupported(artifactUri);
        var path = uri.AbsolutePath.Trim('/');
        const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";
        return uri.Scheme switch
        {
            "mlflow-artifacts" when uri.Host.Length == 0 => new Http($"{transport.Root}{Proxy}/{path}", transport),
            "mlflow-artifacts" => new Http($"{new Uri(transport.Root).Scheme}://{uri.Authority}{Proxy}/{path}", transport),
            "http" or "https" => new Http(uri.GetLeftPart(UriPartial.Path).TrimEnd('/'), transport),
            "file" => new Folder(uri.LocalPath),
            _ => throw Unsupported(artifactUri),
        };
    }

    public abstract Task UploadAsync(string path, Func<Stream> open, CancellationToken cancellationToken);

    public abstract Task DownloadAsync(string path, string file, CancellationToken cancellationToken);

    private static MlflowException Unsupported(string uri) => new(
        ErrorCodes.NotImplemented,
        $"This client cannot reach artifacts at '{uri}': it speaks mlflow-artifacts:, http(s): and file:. Start the tracking server with --serve-artifacts.");

    // A download that is cut off must not look like a whole file.
    private static async Task WriteWholeAsync(string file, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // A file's full path always has a folder.
        var partial = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = File.Create(partial))
                await write(stream).ConfigureAwait(false);
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private sealed class Http(string root, MlflowTransport transport) : ArtifactStore
    {
        public override async Task UploadAsync(string path, Func<Stream> open, CancellationToken cancellationToken)
        {
            using var response = await transport.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Put, Address(path)) { Content = new StreamContent(open()) },
                isIdempotent: true, cancellationToken).ConfigureAwait(false);
        }

        public override async Task DownloadAsync(string path, string file, CancellationToken cancellationToken)
        {
            using var response = await transport.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Get, Address(path)), isIdempotent: true, cancellationToken).ConfigureAwait(false);
            await WriteWholeAsync(file, stream => response.Content.CopyToAsync(stream, cancellationToken)).ConfigureAwait(false);
        }

        private string Address(string path) => $"{root}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
    }

    private sealed class Folder(string root) : ArtifactStore
    {
        public override async Task UploadAsync(string path, Func<Stream> open, CancellationToken cancellationToken)
        {
            using var source = open();
            await WriteWholeAsync(Path.Combine(root, path), stream => source.CopyToAsync(stream, cancellationToken)).ConfigureAwait(false);
        }

        public override async Task DownloadAsync(string path, string file, CancellationToken cancellationToken)
        {
            using var source = File.OpenRead(Path.Combine(root, path));
            await WriteWholeAsync(file, stream => source.CopyToAsync(stream, cancellationToken)).ConfigureAwait(false);
        }
    }
}
