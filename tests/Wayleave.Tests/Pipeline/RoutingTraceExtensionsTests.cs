using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Pipeline;

public sealed class RoutingTraceExtensionsTests
{
    [Fact]
    public void GetRoutingTrace_AnswerOfTheRouter_IsItsTrace()
    {
        var trace = new RoutingTrace("id", "m", 1);
        var properties = new AdditionalPropertiesDictionary { [RoutingTraceExtensions.PropertyName] = trace };

        Assert.Same(trace, new ChatResponse { AdditionalProperties = properties }.GetRoutingTrace());
        Assert.Same(trace, new ChatResponseUpdate { AdditionalProperties = properties }.GetRoutingTrace());
    }

    [Fact]
    public void GetRoutingTrace_AnswerOfAnybodyElse_IsNull()
    {
        var properties = new AdditionalPropertiesDictionary { [RoutingTraceExtensions.PropertyName] = "not a trace" };

        Assert.Null(new ChatResponse().GetRoutingTrace());
        Assert.Null(new ChatResponseUpdate().GetRoutingTrace());
        Assert.Null(new ChatResponse { AdditionalProperties = [] }.GetRoutingTrace());
        Assert.Null(new ChatResponse { AdditionalProperties = properties }.GetRoutingTrace());
        Assert.Null(new ChatResponseUpdate { AdditionalProperties = properties }.GetRoutingTrace());
        Assert.Throws<ArgumentNullException>(() => ((ChatResponse)null!).GetRoutingTrace());
        Assert.Throws<ArgumentNullException>(() => ((ChatResponseUpdate)null!).GetRoutingTrace());
    }
}
