using Microsoft.Extensions.Http;

namespace Wayleave.Providers;

/// <summary>Makes the credential handler the innermost one of the providers' clients, whatever a host adds or replaces.</summary>
/// <remarks>
/// Handlers that are added later stand further inside, so adding ours first or last would not hold. A filter runs after
/// the host's configuration and wraps the primary handler itself. What safety depends on is set here as well, so that
/// tuning the primary handler (<c>UseSocketsHttpHandler</c>) cannot undo it by accident. A host that replaces the primary
/// handler by one of another type opens its connections itself, without the egress guard.
/// </remarks>
internal sealed class CredentialHandlerFilter : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name is not (ProviderHttp.PublicClientName or ProviderHttp.PrivateClientName))
        {
            return;
        }

        // A followed redirect would take a key, other than in Authorization, along to a foreign origin.
        switch (builder.PrimaryHandler)
        {
            case SocketsHttpHandler handler:
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ConnectCallback = new EgressGuard(builder.Name == ProviderHttp.PrivateClientName).ConnectAsync;
                break;
            case HttpClientHandler handler:
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                break;
        }

        builder.PrimaryHandler = new CredentialHandler(builder.PrimaryHandler);
    };
}
