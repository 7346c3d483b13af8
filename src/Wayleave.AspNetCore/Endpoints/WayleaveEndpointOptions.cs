namespace Wayleave.AspNetCore.Endpoints;

/// <summary>How the mounted endpoints treat requests; as written in <c>Wayleave:Endpoints</c>; <c>services.Configure&lt;WayleaveEndpointOptions&gt;(...)</c> has the last word.</summary>
/// <remarks>Read once, when the endpoints are mapped.</remarks>
public sealed class WayleaveEndpointOptions
{
    /// <summary>Gets or sets the largest request body, in bytes, from 1 to 1 GiB. It takes the place of the server's own limit on these endpoints.</summary>
    /// <value>The default is 32 MiB.</value>
    public long MaxRequestBodySize { get; set; } = 32 * 1024 * 1024;
}
