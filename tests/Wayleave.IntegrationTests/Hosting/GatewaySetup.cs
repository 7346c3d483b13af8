using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Hosting;

/// <summary>How a <see cref="GatewayHost"/> differs from the plain one.</summary>
internal sealed record GatewaySetup
{
    /// <summary>Gets the providers behind the model <c>gpt-5.4</c>, in order of preference; empty starts one that echoes.</summary>
    public IReadOnlyList<ScriptedProvider> Providers { get; init; } = [];

    /// <summary>Gets settings on top of <see cref="GatewaySettings"/>; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets whether virtual keys authenticate callers.</summary>
    public bool VirtualKeys { get; init; } = true;

    /// <summary>Gets the one protocol that is spoken.</summary>
    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1;

    /// <summary>Gets what else is registered.</summary>
    public Action<IWayleaveBuilder>? Configure { get; init; }

    /// <summary>Gets how the endpoints are mapped; null for a bare <c>MapWayleave()</c>.</summary>
    public Action<WebApplication>? Map { get; init; }

    /// <summary>Gets why answers may have another shape than their endpoint's clients expect; null when they may not.</summary>
    public string? OddShapes { get; init; }
}
