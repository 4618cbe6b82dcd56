using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Relevo.Core.Errors;
using Relevo.Core.Files;

namespace Relevo.Serving.Endpoints;

/// <summary>The files of one endpoint.</summary>
internal sealed class StateFolder(string path)
{
    public string FullPath { get; } = Path.GetFullPath(path);

    public string Logs => Path.Combine(FullPath, "logs");

    /// <summary>What the process wrote before it had a log: of use only when it does not come up.</summary>
    public string StartLog => Path.Combine(Logs, "endpoint.start.log");

    public string EndpointLog => Path.Combine(Logs, "endpoint.log");

    public string Lock => Path.Combine(FullPath, "endpoint.lock");

    /// <summary>Held while somebody starts the endpoint, so that others wait and then find it running.</summary>
    public string StartLock => Path.Combine(FullPath, "start.lock");

    private string DesiredFile => Path.Combine(FullPath, "endpoint.json");

    private string RunningFile => Path.Combine(FullPath, "running.json");

    private string KeysFile => Path.Combine(FullPath, "keys.json");

    private string FailureFile => Path.Combine(FullPath, "failure.json");

    public string DeploymentLog(string deployment) => Path.Combine(Logs, $"{deployment}.log");

    public DesiredEndpoint? ReadDesired() => Read(DesiredFile, EndpointJson.Default.DesiredEndpoint);

    public void Write(DesiredEndpoint desired) => Write(DesiredFile, desired, EndpointJson.Default.DesiredEndpoint);

    public EndpointKeys? ReadKeys() => Read(KeysFile, EndpointJson.Default.EndpointKeys);

    public void Write(EndpointKeys keys) =>
        AtomicFile.Write(KeysFile, JsonSerializer.SerializeToUtf8Bytes(keys, EndpointJson.Default.EndpointKeys), ownerOnly: true);

    public EndpointStatus? ReadRunning() => Read(RunningFile, EndpointJson.Default.EndpointStatus);

    public void Write(EndpointStatus status) => Write(RunningFile, status, EndpointJson.Default.EndpointStatus);

    public void DeleteRunning() => File.Delete(RunningFile);

    public StartFailure? ReadFailure() => Read(FailureFile, EndpointJson.Default.StartFailure);

    public void Write(StartFailure failure) => Write(FailureFile, failure, EndpointJson.Default.StartFailure);

    public void DeleteFailure() => File.Delete(FailureFile);

    private static T? Read<T>(string file, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(stream, type);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw new RelevoException(
                $"'{file}' is not what an endpoint keeps there: {fault.Message}",
                "remove the endpoint's folder (or run 'Teardown') and deploy again.", ExitCode.Workspace, fault);
        }
    }

    private static void Write<T>(string file, T value, JsonTypeInfo<T> type) =>
        AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
