namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>Where things are on this server.</summary>
internal static class Addresses
{
    public static Address Experiments => Address.Of("");

    public static Address Models => Address.Of("models");

    public static Address Compare => Address.Of("compare");

    public static Address Experiment(string id) => Address.Of("experiments", id);

    public static Address Run(string id) => Address.Of("runs", id);

    public static Address Model(string name) => Address.Of("models", name);

    /// <summary>A page that shows an artifact.</summary>
    public static Address Artifact(string run, string path) => Address.Of("runs", run, "artifact").With("path", path);

    /// <summary>The bytes of an image among the artifacts.</summary>
    public static Address Image(string run, string path) => Address.Of("runs", run, "image").With("path", path);

    /// <summary>The bytes of any artifact, to be saved.</summary>
    public static Address Download(string run, string path) => Address.Of("get-artifact").With("run_id", run).With("path", path);
}
