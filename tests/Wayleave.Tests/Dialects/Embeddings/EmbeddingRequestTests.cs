using System.Text.Json;
using System.Text.Json.Nodes;
using Wayleave.Dialects;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;

namespace Wayleave.Tests.Dialects.Embeddings;

/// <summary>What embedding requests of callers are taken for, and what becomes of them at a provider.</summary>
public sealed class EmbeddingRequestTests
{
    [Theory]
    [InlineData("\"one\"", 1, false, 0)]
    [InlineData("""["one","two"]""", 2, false, 0)]
    [InlineData("[1,2,3]", 1, true, 3)]
    [InlineData("[[1,2],[3]]", 2, true, 3)]
    public void Input_InEachOfItsForms_IsCounted(string input, int count, bool isTokens, int tokens)
    {
        var call = EmbeddingWire.Read($$"""{"model":"m","input":{{input}}}""");

        Assert.Equal((count, isTokens), (call.Count, call.HasTokens));
        Assert.True(!isTokens || call.EstimateTokens() == tokens);
    }

    [Fact]
    public void Request_WithEveryField_IsRead()
    {
        var call = EmbeddingWire.Read("""{"input":["a\u0041","\ud83d\ude00"],"model":"m","dimensions":256,"encoding_format":"base64","user":"u","no_log":true,"later":{"x":[1]}}""");

        Assert.Equal(["aA", "😀"], call.Texts);
        Assert.Equal(("m", 256, true), (call.Options.ModelId, call.Options.Dimensions, call.Options.NoLog));
        Assert.Equal(EmbeddingEncoding.Base64, call.Wire!.Encoding);
        Assert.Equal(["user", "later"], call.Options.AdditionalProperties!.Keys);
    }

    [Theory]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":null}""", "input")]
    [InlineData("""{"input":"a"}""", "model")]
    [InlineData("""{"model":"","input":"a"}""", "model")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":""}""", "input")]
    [InlineData("""{"model":"m","input":["a",""]}""", "input[1]")]
    [InlineData("""{"model":"m","input":{}}""", "input")]
    [InlineData("""{"model":"m","input":7}""", "input")]
    [InlineData("""{"model":"m","input":["a",1]}""", "input[1]")]
    [InlineData("""{"model":"m","input":[1,"a"]}""", "input[1]")]
    [InlineData("""{"model":"m","input":[1.5]}""", "input[0]")]
    [InlineData("""{"model":"m","input":[-1]}""", "input[0]")]
    [InlineData("""{"model":"m","input":[[1],[]]}""", "input[1]")]
    [InlineData("""{"model":"m","input":[[1],["a"]]}""", "input[1][0]")]
    [InlineData("""{"model":"m","input":[[1],2]}""", "input[1]")]
    [InlineData("""{"model":"m","input":[null]}""", "input[0]")]
    [InlineData("""{"model":"m","input":[[[1]]]}""", "input[0][0]")]
    [InlineData("""{"model":"m","input":"a","dimensions":0}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","dimensions":"8"}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"int8"}""", "encoding_format")]
    [InlineData("""{"model":"m","input":"a","input":"b"}""", "input")]
    [InlineData("""{"model":"m","input":"a",}""", null)]
    [InlineData("""{"model":"m","input":["a"}""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void Request_ThatMakesNoSense_IsRefusedByItsField(string body, string? param)
    {
        var error = Assert.Throws<RouteException>(() => EmbeddingWire.Read(body));

        Assert.Equal((RouteErrorCode.InvalidRequest, param), (error.Code, error.Param));
    }

    [Fact]
    public void Inputs_BeyondTheBound_AreRefused()
    {
        var error = Assert.Throws<RouteException>(() => EmbeddingWire.Read($$"""{"model":"m","input":[{{string.Join(',', Enumerable.Repeat("\"x\"", 100_001))}}]}"""));

        Assert.Equal("input", error.Param);
    }

    [Theory]
    [InlineData("""{"model":"m","input":"a"}""", """{"model":"upstream","input":"a"}""")]
    [InlineData("""{ "input" : [[1, 2]] ,"model":"m" , "later":1e3, "user":"\u0061"}""", """{ "input" : [[1, 2]] ,"model":"upstream" , "later":1e3, "user":"\u0061"}""")]
    [InlineData("""{"no_log":true,"model":"m","encoding_format":"base64","input":["x"]}""", """{"model":"upstream","encoding_format":"base64","input":["x"]}""")]
    public void OpenAI_FromItsOwnApi_SplicesTheBytes(string body, string sent) =>
        Assert.Equal(sent, EmbeddingWire.Write(OpenAIEmbeddingCodec.Instance, EmbeddingWire.Read(body)).Body);

    [Fact]
    public void OpenAI_FromTheHub_StatesWhatWasAsked()
    {
        var options = new RoutedEmbeddingOptions
        {
            ModelId = "resale/m", Dimensions = 8, Tenant = "acme", User = "u-1", App = "a",
            AdditionalProperties = new() { ["user"] = JsonValue.Create("end"), ["note"] = new object(), ["wayleave.x"] = JsonValue.Create(1), ["model"] = JsonValue.Create("y") },
        };

        var (body, dropped) = EmbeddingWire.Write(OpenAIEmbeddingCodec.Instance, new EmbeddingCall(["a", "b"], options));

        JsonAssert.Same("""{"model":"upstream","input":["a","b"],"dimensions":8,"user":"end"}""", body);
        Assert.Empty(dropped);
    }

    [Fact]
    public void Gemini_FromOpenAI_AsksForOneBatch()
    {
        var call = EmbeddingWire.Read("""{"model":"m","input":["a","b"],"dimensions":8,"encoding_format":"base64","user":"u","taskType":"RETRIEVAL_QUERY"}""");

        var (body, dropped) = EmbeddingWire.Write(GeminiEmbeddingCodec.Instance, call, "gemini-embedding-001");

        JsonAssert.Same(
            """
            {"requests":[
              {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"outputDimensionality":8,"taskType":"RETRIEVAL_QUERY"},
              {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"outputDimensionality":8,"taskType":"RETRIEVAL_QUERY"}]}
            """, body);
        Assert.Equal(["user"], dropped);
    }

    [Theory]
    [InlineData("""{"model":"m","input":[1,2]}""", "input")]
    [InlineData("""{"model":"m","input":"a","truncate":"END"}""", "truncate")]
    public void Gemini_WhatItCannotSay_IsRefusedByName(string body, string param)
    {
        var error = Assert.Throws<RouteException>(() => EmbeddingWire.Write(GeminiEmbeddingCodec.Instance, EmbeddingWire.Read(body)));

        Assert.Equal((RouteErrorCode.InvalidRequest, param), (error.Code, error.Param));
    }

    [Theory]
    [InlineData("gemini-embedding-001", "https://g.test/v1beta/models/gemini-embedding-001:batchEmbedContents")]
    [InlineData("models/x", "https://g.test/v1beta/models/x:batchEmbedContents")]
    [InlineData("../a?b", "https://g.test/v1beta/models/..%2Fa%3Fb:batchEmbedContents")]
    public void Gemini_Address_HoldsTheModelAsOneSegment(string model, string address) =>
        Assert.Equal(address, GeminiEmbeddingCodec.Instance.GetRequestUri(new Uri("https://g.test/v1beta"), model).AbsoluteUri);

    [Theory]
    [InlineData("https://o.test/v1", "https://o.test/v1/embeddings")]
    [InlineData("https://o.test/v1/", "https://o.test/v1/embeddings")]
    public void OpenAI_Address_StandsBelowTheBaseAddress(string baseAddress, string address) =>
        Assert.Equal(address, OpenAIEmbeddingCodec.Instance.GetRequestUri(new Uri(baseAddress), "m").AbsoluteUri);
}
