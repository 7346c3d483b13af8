using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes the arguments of a tool call as the object that this dialect wants.</summary>
internal static class ToolInput
{
    // The name that the vendor's documentation gives for arguments that a model got wrong.
    private const string Invalid = "INVALID_JSON";

    public static byte[] Spell(FunctionCallContent call)
    {
        if (call.RawRepresentation is RawArguments raw && raw.Describes(call))
        {
            return call.Arguments is not null ? Encoding.UTF8.GetBytes(raw.Text)
                : string.IsNullOrWhiteSpace(raw.Text) ? "{}"u8.ToArray()
                : Wrap(raw.Text);
        }

        return call.Arguments is null ? "{}"u8.ToArray() : Encoding.UTF8.GetBytes(HubJson.Serialize(call.Arguments));
    }

    private static byte[] Wrap(string text) => Encoding.UTF8.GetBytes(HubJson.Serialize([KeyValuePair.Create(Invalid, (object?)text)]));
}
