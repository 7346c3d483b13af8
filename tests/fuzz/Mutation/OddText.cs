using System.Text;

namespace Wayleave.Fuzz.Mutation;

/// <summary>Values, names and bytes that codecs stumble over.</summary>
internal static class OddText
{
    public static readonly byte[][] Values = Bytes(
        "null", "true", "false", "0", "-0", "1", "-1", "1.5", "1e400", "-1e-400", "2147483648", "-2147483649", "9223372036854775807", "18446744073709551616",
        "253402300800", "-62135596801", "1e15", "0.1e1", "123456789012345678901234567890123456789012345678901234567890",
        "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\n\\r\\n\"", "\"data:;base64,AA==\"", "\"data:image/png;base64,!!\"",
        "\"data:image/png;base64,AAAA\"", "\"data:text/plain,hello\"", "\"https://x.test/a b\"", "\"http://[::1\"", "\"//x\"", "\"{}\"", "\"{\\\"a\\\":\"", "\"[1,2\"", "\"null\"", "\"{\\\"a\\\":\\\"\\ud83d\\\"}\"",
        "[]", "{}", "[[]]", "[{}]", "[null]", "{\"type\":\"text\"}", "{\"type\":null}", "{\"\":{}}", "[\"\",null,0,{}]", "{\"error\":{\"message\":\"m\"}}", "\"\\u2028\\u2029\"", "\"</script>\"",
        "\"user\"", "\"assistant\"", "\"system\"", "\"tool\"", "\"model\"", "\"function\"", "\"text\"", "\"image_url\"", "\"tool_use\"", "\"tool_result\"", "\"thinking\"", "\"function_call\"", "\"reasoning\"", "\"message\"",
        "\"stop\"", "\"max_tokens\"", "\"STOP\"", "\"application/json\"", "\"base64\"", "\"url\"", "\"file\"");

    /// <summary>Members that mean something to the router, and twins of members that requests have.</summary>
    public static readonly byte[][] Members = Bytes(
        "\"no_log\":true", "\"no_log\":null", "\"no_log\":\"x\"", "\"n\\u006f_log\":false", "\"policy_ir\":null", "\"policy\\u005fir\":[\"rule\"]", "\"x-wayleave-trace\":1", "\"x_wayleave\":{}",
        "\"wayleave.trace\":{}", "\"Wayleave\":\"x\"", "\"\\u0077ayleave_lane\":\"Pool\"", "\"model\":\"twin\"", "\"messages\":[]", "\"stream\":true", "\"stream\":false", "\"stream_options\":{\"include_usage\":false}", "\"index\":7", "\"index\":-1",
        "\"type\":\"text\"", "\"id\":\"\"", "\"content\":null", "\"text\":\"\\ud83d\"", "\"error\":null", "\"error\":{}", "\"usage\":{}", "\"choices\":[]", "\"cache_control\":{\"type\":\"ephemeral\"}", "\"strict\":true", "\"\":0",
        "\"\\ud83d\":1", "\"\\u0000\":1", "\"x\":1e400", "\"extra\":{\"a\":[1,{\"b\":null}]}", "\"choice.x\":1", "\"delta.x\":1", "\"function.x\":2");

    public static readonly byte[][] Fragments =
    [
        [0xEF, 0xBB, 0xBF], [0x00], [0xC3, 0x28], [0xFF], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x80, 0xA8],
        .. Bytes("\"", "\\", "\\u", "\\ud83d", "{", "}", "[", "]", ",", ":", "\n", "\r", "\r\n", "\n\n", "data:", "data: ", "event: x\n", ": comment\n\n", "id: 1\n", "retry: 5\n", "[DONE]", "data: [DONE]\n\n", "/*x*/", "//x\n", "NaN", "'", "\t", "1e", "-"),
    ];

    private static byte[][] Bytes(params ReadOnlySpan<string> texts)
    {
        var bytes = new byte[texts.Length][];
        for (var i = 0; i < texts.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(texts[i]);
        }

        return bytes;
    }
}
