using System.Text.Json;
using System.Text.Unicode;
using Wayleave.Providers;

namespace Wayleave.Dialects;

/// <summary>What is said about answers that cannot be used. The words are ours: a provider's text stays out of messages.</summary>
internal static class AnswerFault
{
    public static ProviderException Malformed(string what) =>
        new(FailureCategory.InvalidResponse, $"The provider's answer could not be read: {what}");

    /// <summary>Refuses an answer that is not text: its bytes may be passed on as they are, and no JSON reader checks them.</summary>
    public static void RequireUtf8(ReadOnlySpan<byte> data)
    {
        if (!Utf8.IsValid(data))
        {
            throw Malformed("it is not valid UTF-8.");
        }
    }

    /// <summary>An error where an answer was expected.</summary>
    /// <param name="error">The value of the <c>error</c> member, or the object that stands for it.</param>
    public static ProviderException Inside(JsonElement error)
    {
        var body = ErrorBody.Read(error);
        var category = ErrorClassifier.ClassifyInside(body);
        return new ProviderException(category, "The provider sent an error inside an answer that claimed success.")
        {
            Error = ToProviderError(category, statusCode: 400, body),
        };
    }

    /// <summary>Passes a provider's words on, but only about the caller's own faults: others may name keys and accounts.</summary>
    public static ProviderError? ToProviderError(FailureCategory category, int statusCode, ErrorBody body) =>
        ProviderStatus.IsCallersFault(category) ? new ProviderError(statusCode, body.Message, body.Type, body.Code, body.Param) : null;
}
