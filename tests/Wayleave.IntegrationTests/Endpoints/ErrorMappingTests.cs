using System.Reflection;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.IntegrationTests.Endpoints;

public sealed class ErrorMappingTests
{
    public static TheoryData<string> Codes => new(
        typeof(RouteErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static constant => (string)constant.GetRawConstantValue()!));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_OfTheClosedList_HasAnErrorStatus(string code) => Assert.InRange(ErrorMapping.StatusOf(code) ?? 0, 400, 599);

    [Fact]
    public void Code_OutsideTheList_IsTheRoutersFault() =>
        Assert.Equal(500, ErrorMapping.StatusOf(new RouteException("made_up", FaultOrigin.Caller, "Made up."), OpenAIChatDialect.Instance));

    [Theory]
    [InlineData(400, 400)]
    [InlineData(418, 418)]
    [InlineData(422, 422)]
    [InlineData(500, 502)]
    [InlineData(200, 502)]
    public void ProviderRejected_KeepsTheProvidersStatusOnlyWhenItBlamesTheRequest(int provider, int status) =>
        Assert.Equal(status, ErrorMapping.StatusOf(new RouteException(RouteErrorCode.ProviderRejected, FaultOrigin.Caller, "No.")
        {
            ProviderError = new ProviderError(provider, "No.", null, null, null),
        }, OpenAIChatDialect.Instance));

    [Theory]
    [InlineData(413, RouteErrorCode.RequestTooLarge)]
    [InlineData(408, RouteErrorCode.InvalidRequest)]
    [InlineData(400, RouteErrorCode.InvalidRequest)]
    public void ServersOwnRefusal_KeepsItsStatus(int status, string code)
    {
        var mapped = ErrorMapping.Map(new BadHttpRequestException("Bad.", status), OpenAIChatDialect.Instance);

        Assert.Equal((status, code, false), (mapped.Status, mapped.Error.Code, mapped.IsUnexpected));
    }

    [Fact]
    public void UnexpectedException_TellsTheCallerNothingOfItself()
    {
        var mapped = ErrorMapping.Map(new FormatException("the prompt was: secret"), OpenAIChatDialect.Instance);

        Assert.Equal((500, RouteErrorCode.InternalError, true), (mapped.Status, mapped.Error.Code, mapped.IsUnexpected));
        Assert.DoesNotContain("secret", mapped.Error.Message, StringComparison.Ordinal);
    }
}
