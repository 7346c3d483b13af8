using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Puts the fragments of one choice's tool calls together.</summary>
/// <remarks>
/// Servers differ: some number the calls and some do not, some repeat id and name, some send two calls under one number. So a
/// fragment belongs to the last call of its number, and begins another call if it brings another id, or without ids another name.
/// </remarks>
internal sealed class ToolCallAssembler(int choice)
{
    private static readonly NameTable Names = new("index", "id", "function");
    private static readonly NameTable FunctionNames = new("name", "arguments");

    private readonly List<Call> _calls = new(1);
    private int _taken;

    public int Choice { get; } = choice;

    /// <summary>Reads the array of fragments that the reader stands on.</summary>
    /// <returns>Whether it held any.</returns>
    public bool Read(ref Utf8JsonReader reader)
    {
        var any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                any = true;
                ReadFragment(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return any;
    }

    /// <summary>Reads the object of the days before several tools: a function's name and arguments.</summary>
    public void ReadFunctionCall(ref Utf8JsonReader reader) => ReadFunction(ref reader, null, null);

    /// <summary>Hands out the calls that are complete now, and starts anew.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="responseId">The answer's id, from which ids are made for servers that send none.</param>
    public void Take(List<AIContent> target, string? responseId)
    {
        foreach (var call in _calls)
        {
            var id = string.IsNullOrEmpty(call.Id) ? $"call_{(responseId is null ? "" : $"{responseId}_")}{Choice}_{_taken}" : call.Id;
            target.Add(RawArguments.Parse(id, call.Name ?? "", call.Arguments.ToString()));
            _taken++;
        }

        _calls.Clear();
    }

    private void ReadFragment(ref Utf8JsonReader reader)
    {
        int? index = null;
        string? id = null;
        Utf8JsonReader function = default;
        var hasFunction = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            reader.Read();
            if (member == 0 && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
            {
                index = number;
            }
            else if (member == 1 && reader.TokenType == JsonTokenType.String)
            {
                id = JsonText.Read(ref reader);
            }
            else if (member == 2 && reader.TokenType == JsonTokenType.StartObject)
            {
                // Index and id may stand behind it.
                function = reader;
                hasFunction = true;
            }

            reader.Skip();
        }

        if (hasFunction)
        {
            ReadFunction(ref function, index, id);
        }
        else
        {
            Find(index, id, null);
        }
    }

    private void ReadFunction(ref Utf8JsonReader reader, int? index, string? id)
    {
        string? name = null;
        Utf8JsonReader arguments = default;
        var hasArguments = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = FunctionNames.Find(ref reader);
            reader.Read();
            if (member == 0 && reader.TokenType == JsonTokenType.String)
            {
                name = JsonText.Read(ref reader);
            }
            else if (member == 1)
            {
                arguments = reader;
                hasArguments = true;
            }

            reader.Skip();
        }

        var call = Find(index, id, name);
        if (hasArguments)
        {
            Append(call, ref arguments);
        }
    }

    private static void Append(Call call, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            JsonText.Append(call.Arguments, ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            // Some servers send the object itself where the format wants its text.
            call.Arguments.Append(JsonElement.ParseValue(ref reader).GetRawText());
        }
    }

    private Call Find(int? index, string? id, string? name)
    {
        Call? call = null;
        for (var i = _calls.Count - 1; i >= 0 && call is null; i--)
        {
            call = index is null || _calls[i].Index == index ? _calls[i] : null;
        }

        var isOther = call is null
            || (!string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(call.Id) && id != call.Id)
            || (string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(call.Name) && name != call.Name);
        if (isOther)
        {
            call = new Call { Index = index };
            _calls.Add(call);
        }

        call!.Id = string.IsNullOrEmpty(call.Id) ? id : call.Id;
        call.Name = string.IsNullOrEmpty(call.Name) ? name : call.Name;
        return call;
    }

    private sealed class Call
    {
        public int? Index { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
