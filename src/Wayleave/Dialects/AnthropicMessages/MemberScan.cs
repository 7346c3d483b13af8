using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Walks the members of an object. A member that the router reads may stand only once, so that nobody hides text from redaction behind a twin.</summary>
/// <param name="names">The names that the router reads; at most 32.</param>
/// <param name="path">Where the object stands.</param>
internal struct MemberScan(NameTable names, ScanPath path)
{
    private uint _seen;

    /// <summary>Tells whether the member was there.</summary>
    public readonly bool Has(int member) => (_seen & (1u << member)) != 0;

    /// <summary>Steps to the value of the next member.</summary>
    /// <param name="reader">Stands on the object's brace, or on the last token of the value before.</param>
    /// <param name="member">The member's position among the names, or -1.</param>
    /// <returns>Whether there is one.</returns>
    public bool Next(ref Utf8JsonReader reader, out int member)
    {
        member = -1;
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        member = names.Find(ref reader);
        if (member >= 0)
        {
            if (Has(member))
            {
                throw RequestFault.Duplicate(path.At(names[member]));
            }

            _seen |= 1u << member;
        }

        reader.Read();
        return true;
    }
}
