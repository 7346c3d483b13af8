using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A function of a caller's request, read when somebody looks. Immutable.</summary>
/// <param name="dialect">The dialect of the bytes.</param>
/// <param name="json">The tool as the body states it.</param>
/// <param name="wrapper">The member that holds the declaration, or null when it is the tool itself.</param>
/// <param name="schemaName">The member that holds the schema of the arguments.</param>
internal sealed class WireFunctionTool(ChatDialect dialect, ReadOnlyMemory<byte> json, string? wrapper, string schemaName) : AIFunctionDeclaration
{
    private Declaration? _declaration;

    public ChatDialect Dialect { get; } = dialect;

    /// <summary>Gets the tool as the body states it.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    public override string Name => Read().Name;

    public override string Description => Read().Description;

    public override JsonElement JsonSchema => Read().Schema ?? base.JsonSchema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => Read().Extra;

    // Two threads may both read; they read the same.
    private Declaration Read() => _declaration ??= Parse();

    private Declaration Parse()
    {
        string? name = null, description = null;
        JsonElement? schema = null;
        Dictionary<string, object?>? extra = null;
        var tool = JsonElement.Parse(Json.Span, DialectJson.DocumentOptions);
        foreach (var property in (wrapper is null ? tool : tool.GetProperty(wrapper)).EnumerateObject())
        {
            var key = JsonText.ReadName(property);
            switch (key)
            {
                case "name":
                    name = JsonText.Read(property.Value);
                    break;
                case "description" when property.Value.ValueKind == JsonValueKind.String:
                    description = JsonText.Read(property.Value);
                    break;
                case var _ when key == schemaName && property.Value.ValueKind is JsonValueKind.Object:
                    schema = property.Value;
                    break;
                default:
                    (extra ??= [])[key] = property.Value;
                    break;
            }
        }

        return new Declaration(
            name ?? "", description ?? "", schema, extra is null ? ReadOnlyDictionary<string, object?>.Empty : new ReadOnlyDictionary<string, object?>(extra));
    }

    private sealed record Declaration(string Name, string Description, JsonElement? Schema, IReadOnlyDictionary<string, object?> Extra);
}
