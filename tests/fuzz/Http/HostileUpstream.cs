namespace Wayleave.Fuzz.Http;

/// <summary>A provider that answers every request with the reply of the case that runs. One case runs at a time.</summary>
internal sealed class HostileUpstream
{
    private volatile PreparedReply _reply = new(500, null, []);

    public HostileUpstream()
    {
        var app = LoopbackHost.CreateBuilder().Build();
        app.Run(AnswerAsync);
        Address = LoopbackHost.Start(app);
    }

    public Uri Address { get; }

    /// <summary>Says what is answered from now on.</summary>
    public void Prepare(PreparedReply reply) => _reply = reply;

    private async Task AnswerAsync(HttpContext context)
    {
        var reply = _reply;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length + (reply.IsCut ? 1 : 0);
        await response.Body.WriteAsync(reply.Body, context.RequestAborted);
        if (reply.IsCut)
        {
            await response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }
}
