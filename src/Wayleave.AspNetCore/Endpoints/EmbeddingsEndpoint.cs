using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Makes embeddings, as OpenAI's <c>/v1/embeddings</c> does.</summary>
/// <remarks>Who the caller is never comes from the request's body: its <c>user</c> is the provider's to read.</remarks>
internal sealed class EmbeddingsEndpoint(WayleaveEmbeddingGenerator generator, long maxRequestBodySize, FailedRequest failed)
{
    public async Task Handle(HttpContext context)
    {
        try
        {
            var wire = OpenAIEmbeddingCodec.ReadRequest(await RequestBody.ReadAsync(context, maxRequestBodySize));
            var (answer, trace) = await generator.AnswerAsync(new EmbeddingCall(wire), context.RequestAborted);
            ResponseHeaders.Set(context, trace);
            context.Response.ContentType = "application/json";

            // Not flushed here: the server then sends head, body and end in one write.
            ResponseEncoder.Write(context.Response.BodyWriter, answer, wire.Encoding, trace);
        }
        catch (Exception e)
        {
            await failed.AnswerAsync(context, e);
        }
    }
}
