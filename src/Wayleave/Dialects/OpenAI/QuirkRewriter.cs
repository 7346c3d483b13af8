using System.Buffers;
using System.Text.Json;
using Wayleave.Configuration;
using Wayleave.Providers;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Makes a finished request one that a provider with quirks takes, spliced and encoded ones alike.</summary>
/// <remarks>
/// A second pass over the finished bytes instead of conditions in the codecs: one rule serves every way that a request can come about, whatever
/// no quirk speaks of keeps its bytes, and a provider without quirks pays nothing.
/// </remarks>
internal ref struct QuirkRewriter
{
    private const int PlainCapacity = 4 * 1024;

    // As deep as a writer goes: a schema made in process may nest deeper than a caller's body.
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 1024 };

    private static readonly NameTable MessageNames = new("role", "name", "reasoning", "reasoning_content", "reasoning_details");

    private readonly ProviderRequest _request;
    private readonly bool _readsMessages;
    private Utf8JsonReader _reader;
    private JsonCopier _copier;
    private QuirkRules _rules;

    private QuirkRewriter(IBufferWriter<byte> output, ReadOnlySpan<byte> body, in ProviderRequest request)
    {
        _request = request;
        _reader = new Utf8JsonReader(body, ReaderOptions);
        _copier = new JsonCopier(output, body);
        _rules = new QuirkRules(request);
        var quirks = request.Quirks;
        _readsMessages = quirks.Has(ProviderQuirk.NoDeveloperRole) || quirks.Has(ProviderQuirk.NoMessageNames)
            || quirks.Has(ProviderQuirk.Reasoning) || quirks.Has(ProviderQuirk.ReasoningContent) || quirks.Has(ProviderQuirk.NoReasoning);
    }

    /// <summary>Writes a request as a provider without quirks would get it.</summary>
    public delegate void PlainWriter(IBufferWriter<byte> output, in ProviderRequest request);

    /// <summary>Writes a request for a provider with quirks.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: the provider does not take a field that would change the answer.</exception>
    public static void Write(IBufferWriter<byte> output, in ProviderRequest request, PlainWriter writePlain)
    {
        using var plain = new PooledBuffer(ArrayPool<byte>.Shared, PlainCapacity + (request.Options.Wire?.Body.Length ?? 0));
        writePlain(plain, request);
        new QuirkRewriter(output, plain.Written.Span, request).Run();
    }

    private void Run()
    {
        var cuts = new MemberCuts();
        _reader.Read();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)_reader.TokenStartIndex;
            var nameEnd = start + _reader.ValueSpan.Length + 2;
            var field = QuirkRules.Names.Find(ref _reader);
            _reader.Read();
            var verdict = field < 0 ? QuirkVerdict.Keep : _rules.Judge(QuirkRules.Names[field], _reader);
            if (verdict == QuirkVerdict.Cut)
            {
                _reader.Skip();
                cuts.Cut(start, (int)_reader.BytesConsumed);
                continue;
            }

            cuts.Keep(ref _copier, start);
            if (verdict != QuirkVerdict.Keep)
            {
                _copier.Replace(start, nameEnd, Spell(verdict));
            }

            if (field is 0 or 1 && _readsMessages && _reader.TokenType == JsonTokenType.StartArray)
            {
                RewriteMessages();
            }

            _reader.Skip();
            cuts.Kept((int)_reader.BytesConsumed);
        }

        cuts.End(ref _copier);
        _rules.Finish();
        _copier.Finish();
    }

    private void RewriteMessages()
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                RewriteMessage();
            }

            _reader.Skip();
        }
    }

    private void RewriteMessage()
    {
        var cuts = new MemberCuts();
        var hasThought = false;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)_reader.TokenStartIndex;
            var nameEnd = start + _reader.ValueSpan.Length + 2;
            var member = MessageNames.Find(ref _reader);
            _reader.Read();
            if (IsCut(member, hasThought))
            {
                _reader.Skip();
                cuts.Cut(start, (int)_reader.BytesConsumed);
                continue;
            }

            cuts.Keep(ref _copier, start);
            if (member == 0 && _request.Quirks.Has(ProviderQuirk.NoDeveloperRole) && _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals("developer"u8))
            {
                _copier.Replace((int)_reader.TokenStartIndex, (int)_reader.BytesConsumed, "\"system\""u8);
            }
            else if (member is 2 or 3)
            {
                hasThought = true;
                RenameThought(member, start, nameEnd);
            }

            _reader.Skip();
            cuts.Kept((int)_reader.BytesConsumed);
        }

        cuts.End(ref _copier);
    }

    private readonly bool IsCut(int member, bool hasThought)
    {
        var quirks = _request.Quirks;
        var isCut = member switch
        {
            1 => quirks.Has(ProviderQuirk.NoMessageNames),
            2 or 3 => quirks.Has(ProviderQuirk.NoReasoning)

                // Under both names it is one thought, said twice for clients of either vendor.
                || (hasThought && (quirks.Has(ProviderQuirk.Reasoning) || quirks.Has(ProviderQuirk.ReasoningContent))),
            4 => quirks.Has(ProviderQuirk.NoReasoning),
            _ => false,
        };
        if (isCut && !hasThought && _reader.TokenType != JsonTokenType.Null)
        {
            _request.Drop($"messages.{MessageNames[member]}");
        }

        return isCut;
    }

    private void RenameThought(int member, int start, int nameEnd)
    {
        if (member == 3 && _request.Quirks.Has(ProviderQuirk.Reasoning))
        {
            _copier.Replace(start, nameEnd, "\"reasoning\""u8);
        }
        else if (member == 2 && _request.Quirks.Has(ProviderQuirk.ReasoningContent))
        {
            _copier.Replace(start, nameEnd, "\"reasoning_content\""u8);
        }
    }

    private static ReadOnlySpan<byte> Spell(QuirkVerdict name) => name switch
    {
        QuirkVerdict.MaxTokens => "\"max_tokens\""u8,
        QuirkVerdict.MaxCompletionTokens => "\"max_completion_tokens\""u8,
        QuirkVerdict.RandomSeed => "\"random_seed\""u8,
        _ => throw new InvalidOperationException($"'{name}' is no name."),
    };
}
