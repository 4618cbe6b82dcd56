using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Relevo.Core.Errors;

namespace Relevo.Serving;

/// <summary>The barest HTTP server: one handler on the loopback address, no configuration, no logging of its own.</summary>
internal static class LoopbackServer
{
    /// <summary>The largest request body that is taken, in bytes.</summary>
    public const long MaxBodyBytes = 32L * 1024 * 1024;

    /// <param name="port">0: a free one.</param>
    /// <param name="configure">Adds services.</param>
    /// <param name="createHandler">Makes the handler out of them.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <exception cref="RelevoException">The port is taken or may not be used.</exception>
    public static async Task<WebApplication> StartAsync(
        int port, Action<IServiceCollection> configure, Func<IServiceProvider, RequestDelegate> createHandler, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        configure(builder.Services);
        var server = builder.Build();
        server.Run(createHandler(server.Services));
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            await server.DisposeAsync();
            throw new RelevoException(
                $"Port {port} is taken by another program.", "stop that program, or name another port for the endpoint.", ExitCode.Workspace, fault);
        }
        catch (System.Net.Sockets.SocketException fault)
        {
            await server.DisposeAsync();
            throw new RelevoException(
                $"Port {port} cannot be used: {fault.Message}.", "name a port above 1023 for the endpoint.", ExitCode.Workspace, fault);
        }
    }

    /// <summary>Where it listens.</summary>
    public static Uri AddressOf(WebApplication server) =>
        new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // Kestrel sets it.
}
