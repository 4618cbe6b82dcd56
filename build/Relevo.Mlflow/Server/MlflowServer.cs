using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Relevo.Core.Errors;
using Relevo.Mlflow.Server.Http;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server;

/// <summary>A tracking server and model registry that speaks MLflow REST 2.0, inside this process.</summary>
public sealed class MlflowServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsStore;

    private MlflowServer(WebApplication app, TrackingStore store, bool ownsStore, Uri baseAddress)
    {
        _app = app;
        _ownsStore = ownsStore;
        Store = store;
        BaseAddress = baseAddress;
    }

    /// <summary>Where it listens: the value for <c>MLFLOW_TRACKING_URI</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The store behind it, for use without HTTP.</summary>
    public TrackingStore Store { get; }

    /// <summary>Opens a store and serves it.</summary>
    /// <param name="storeOptions">Where the store is.</param>
    /// <param name="options">How to serve it.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The server, listening; its disposal closes the store too.</returns>
    /// <exception cref="RelevoException">The port is taken, or the store cannot be opened.</exception>
    public static async Task<MlflowServer> StartAsync(TrackingStoreOptions storeOptions, MlflowServerOptions options, CancellationToken cancellationToken)
    {
        var store = await TrackingStore.OpenAsync(storeOptions, cancellationToken).ConfigureAwait(false);
        try
        {
            return await StartAsync(store, options, ownsStore: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Serves a store that is open and stays the caller's.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">How to serve it.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="RelevoException">The port is taken.</exception>
    public static Task<MlflowServer> StartAsync(TrackingStore store, MlflowServerOptions options, CancellationToken cancellationToken) =>
        StartAsync(store, options, ownsStore: false, cancellationToken);

    /// <summary>Answers what is under way, then stops listening.</summary>
    /// <returns>When stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
            await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        if (_ownsStore)
            await Store.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<MlflowServer> StartAsync(TrackingStore store, MlflowServerOptions options, bool ownsStore, CancellationToken cancellationToken)
    {
        var app = Build(store, options);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw e.InnerException is AddressInUseException
                ? new RelevoException($"Port {options.Port} on {options.Address} is taken.", "end the program that listens there, or choose another port (0 takes a free one).", ExitCode.Configuration, e)
                : new RelevoException($"The tracking server cannot listen on {options}: {e.Message}", "choose another address or port.", ExitCode.Configuration, e);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new RelevoException($"The tracking server cannot listen on {options}: {e.Message}", "choose an address of this machine and a port that you may use.", ExitCode.Configuration, e);
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // Kestrel always says where it listens.
        return new MlflowServer(app, store, ownsStore, Reachable(new Uri(address)));
    }

    private static WebApplication Build(TrackingStore store, MlflowServerOptions options)
    {
        // Nothing but a server and routes: the usual builder reads configuration files and sets up logging, which costs most of the start.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonRoutes.MostBytes;
            kestrel.Limits.MaxResponseBufferSize = 1 << 20;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(new WidePool.Factory()));
        var app = builder.Build();
        app.Use(next => new Gatekeeper(next, options).InvokeAsync);
        app.UseRouting();
        TrackingRoutes.Map(new JsonRoutes(app), store);
        LoggedModelRoutes.Map(new JsonRoutes(app), store);
        RegistryRoutes.Map(new JsonRoutes(app), store);
        ArtifactRoutes.Map(app, store);
        Pages.PageRoutes.Map(app, store);
        app.UseEndpoints(static _ => { });
        app.Run(Gatekeeper.AnswerUnknownPathAsync);
        return app;
    }

    // 0.0.0.0 is where to listen, not where to call.
    private static Uri Reachable(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
        ? new UriBuilder(address) { Host = ip.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]" }.Uri
        : address;

    // Signals belong to the program that embeds the server.
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
