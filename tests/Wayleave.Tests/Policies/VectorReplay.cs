using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wayleave.Policies;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Tests.Policies;

/// <summary>Replays one conformance vector, and says what differs.</summary>
internal sealed class VectorReplay
{
    private readonly JsonElement _vector;
    private readonly JsonElement _expect;
    private readonly List<string> _differences = [];

    private VectorReplay(JsonElement vector)
    {
        _vector = vector;
        _expect = vector.GetProperty("expect");
    }

    /// <summary>The differences; none when the vector reproduces.</summary>
    public static IReadOnlyList<string> DifferencesOf(JsonElement vector)
    {
        var replay = new VectorReplay(vector);
        try
        {
            replay.Run(vector.GetProperty("kind").GetString()!);
        }
        catch (Exception exception)
        {
            replay._differences.Add($"threw {exception.GetType().Name}: {exception.Message}");
        }

        return replay._differences;
    }

    private static bool IsNear(double left, double right) =>
        left.Equals(right) || (double.IsFinite(left) && double.IsFinite(right) && Math.Abs(left - right) <= 1e-12 * Math.Max(1, Math.Max(Math.Abs(left), Math.Abs(right))));

    // The bound of bytes is ours, and a file's blanks are not the policy's.
    private static byte[] Bytes(JsonElement term)
    {
        var written = Encoding.UTF8.GetBytes(term.GetRawText());
        if (written.Length <= PolicyLimits.MaxBytes)
        {
            return written;
        }

        using var compact = new MemoryStream();
        using (var writer = new Utf8JsonWriter(compact, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1_000_000, SkipValidation = true }))
        {
            term.WriteTo(writer);
        }

        return compact.ToArray();
    }

    private void Run(string kind)
    {
        var json = Bytes(_vector.GetProperty("term"));
        if (kind == "reject")
        {
            Reject(json);
            return;
        }

        var term = TermReader.Read(json, PolicyVocabulary.Core, sugared: false);
        var normal = NormalForm.Of(term, out var encoding);
        Equal("sort", _expect.GetProperty("sort").GetString(), term.Sort.ToString());
        Equal("encoding", _expect.GetProperty("encoding").GetString(), Encoding.UTF8.GetString(encoding));
        Equal("fingerprint", _expect.GetProperty("fingerprint").GetString(), Fingerprint.Of(encoding));
        switch (kind)
        {
            case "encoding":
                break;
            case "pred":
                Predicate(normal);
                break;
            case "policy":
                Decide(normal);
                break;
            case "xform":
                Transform(normal);
                break;
            case "failplan":
                Classify(normal);
                break;
            default:
                _differences.Add($"unknown kind '{kind}'");
                break;
        }
    }

    private void Reject(byte[] json)
    {
        try
        {
            TermReader.Read(json, PolicyVocabulary.Core, sugared: false);
            _differences.Add("was admitted");
        }
        catch (RouteException refusal)
        {
            Equal("code", RouteErrorCode.InvalidPolicy, refusal.Code);
        }
    }

    private void Predicate(Term predicate)
    {
        var policy = new CompiledPolicy(PolicySugar.Lift(predicate), PolicyVocabulary.Core, CompiledPolicy.NoCustoms);
        var number = 0;
        foreach (var item in _vector.GetProperty("cases").EnumerateArray())
        {
            var context = item.GetProperty("ctx");
            var evaluation = new PolicyEvaluation();
            evaluation.Run(policy, VectorCandidates.ColumnsOf([item.GetProperty("candidate")], context), VectorCandidates.RequestOf(context));
            var passes = item.GetProperty("expect_ok").GetBoolean();
            Equal($"case {++number} verdict", passes, evaluation.Ordered.Length == 1);
            if (!passes && VectorCandidates.Of(item, "expect_reason") is { ValueKind: JsonValueKind.String } reason)
            {
                Equal($"case {number} reason", reason.GetString(), evaluation.ReasonOf(0));
            }
        }
    }

    private void Decide(Term policy)
    {
        var context = _vector.GetProperty("ctx");
        var candidates = _vector.GetProperty("candidates").EnumerateArray().ToArray();
        var evaluation = new PolicyEvaluation();
        evaluation.Run(
            new(policy, PolicyVocabulary.Core, CompiledPolicy.NoCustoms), VectorCandidates.ColumnsOf(candidates, context), VectorCandidates.RequestOf(context));
        Equal("order", Join(_expect.GetProperty("ordered").EnumerateArray().Select(static id => id.GetString())), Join(evaluation.Ordered.ToArray().Select(ProviderOf)));
        var scores = VectorCandidates.Of(_expect, "scores") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
        for (var index = 0; index < Math.Min(scores.Length, evaluation.Scores.Length); index++)
        {
            if (!IsNear(scores[index].GetDouble(), evaluation.Scores[index]))
            {
                _differences.Add($"score {index}: expected {scores[index]}, got {evaluation.Scores[index]:R}");
            }
        }

        var rejected = Enumerable.Range(0, candidates.Length).Where(row => evaluation.ReasonOf(row) is not null).ToArray();
        Equal("rejected", Join(_expect.GetProperty("rejected").EnumerateArray().Select(ReasonOf)), Join(rejected.Select(row => $"{ProviderOf(row)}: {evaluation.ReasonOf(row)}")));
        string? ProviderOf(int row) => candidates[row].GetProperty("provider_id").GetString();
        static string ReasonOf(JsonElement entry) => $"{entry.GetProperty("provider").GetString()}: {entry.GetProperty("reason").GetString()}";
    }

    private void Transform(Term transform)
    {
        var context = _vector.GetProperty("ctx");
        var policy = Term.Of(Op.Policy, [Term.Top, Term.Leaf(Op.Zero), Term.Leaf(Op.Ordered), transform, PolicySugar.Lift(Term.Top).Terms[4]]);
        var evaluation = new PolicyEvaluation();
        evaluation.Run(
            new(policy, PolicyVocabulary.Core, CompiledPolicy.NoCustoms), VectorCandidates.ColumnsOf([_vector.GetProperty("candidate")], context), VectorCandidates.RequestOf(context));
        var request = new VectorRequest(JsonNode.Parse(_vector.GetProperty("request").GetRawText()) as JsonObject ?? []);
        evaluation.Transform(request, 0);
        Same("request", _expect.GetProperty("request"), request.Json);
    }

    private void Classify(Term plan)
    {
        var program = new FailProgram(plan);
        foreach (var item in _expect.GetProperty("classified").EnumerateArray())
        {
            var kind = item.GetProperty("kind").GetString()!;
            Same($"classify({kind})", item.GetProperty("action"), VectorRequest.NodeOf(program.Classify(kind).Record));
        }
    }

    private void Same(string what, JsonElement expected, JsonNode? actual)
    {
        using var document = JsonDocument.Parse(actual?.ToJsonString() ?? "null");
        if (!IsSame(expected, document.RootElement))
        {
            _differences.Add($"{what}: expected {expected.GetRawText()}, got {document.RootElement.GetRawText()}");
        }
    }

    private static bool IsSame(JsonElement left, JsonElement right)
    {
        if (IsEmpty(left) && IsEmpty(right))
        {
            return true;
        }

        return left.ValueKind == right.ValueKind && left.ValueKind switch
        {
            JsonValueKind.Number => IsNear(left.GetDouble(), right.GetDouble()),
            JsonValueKind.Array => left.EnumerateArray().Zip(right.EnumerateArray()).All(static pair => IsSame(pair.First, pair.Second)) && left.GetArrayLength() == right.GetArrayLength(),
            JsonValueKind.Object => left.EnumerateObject().Count() == right.EnumerateObject().Count()
                && left.EnumerateObject().All(entry => right.TryGetProperty(entry.Name, out var other) && IsSame(entry.Value, other)),
            JsonValueKind.String => left.GetString() == right.GetString(),
            _ => true,
        };
    }

    // The files were written by a language that has one empty structure.
    private static bool IsEmpty(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.GetArrayLength() == 0 : element.ValueKind == JsonValueKind.Object && !element.EnumerateObject().Any();

    private static string Join(IEnumerable<string?> texts) => string.Join(", ", texts);

    private void Equal<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            _differences.Add($"{what}: expected '{expected}', got '{actual}'");
        }
    }
}
