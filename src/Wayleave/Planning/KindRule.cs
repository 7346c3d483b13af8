using Wayleave.Configuration;
using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Decides whether a route does what is asked for: a chat model chats, an embedding model embeds. Of a name off the menu nothing is known.</summary>
internal static class KindRule
{
    public static RouteException? Check(WayleaveContext context, RouteTarget target)
    {
        if (target.Entry is not { } entry || entry.Kind == context.Kind)
        {
            return null;
        }

        return new RouteException(
            RouteErrorCode.InvalidRequest,
            FaultOrigin.Caller,
            entry.Kind == ModelKind.Embedding
                ? $"'{target.Id}' is an embedding model and cannot chat. Ask it for embeddings (IEmbeddingGenerator, POST /v1/embeddings), or name a chat model."
                : $"'{target.Id}' is a chat model and makes no embeddings. Name an embedding model: one whose 'Kind' is 'Embedding'.") { Param = "model" };
    }
}
