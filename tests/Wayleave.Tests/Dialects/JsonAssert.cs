using System.Text.Json;

namespace Wayleave.Tests.Dialects;

/// <summary>Compares JSON by what it says.</summary>
internal static class JsonAssert
{
    public static void Same(string expected, string actual) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), $"expected {expected}\nactual   {actual}");

    /// <summary>White space, escapes and the order of members may differ; twins may become one; numbers may not lose a digit.</summary>
    public static void SameMembers(JsonElement expected, JsonElement actual, string path = "")
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {expected} became {actual}");
        if (expected.ValueKind == JsonValueKind.Object)
        {
            var names = expected.EnumerateObject().Select(p => p.Name).ToHashSet();
            var others = actual.EnumerateObject().Select(p => p.Name).ToHashSet();
            Assert.True(names.SetEquals(others), $"{path}: {string.Join(',', names)} became {string.Join(',', others)}");
            foreach (var name in names)
            {
                SameMembers(expected.GetProperty(name), actual.GetProperty(name), $"{path}/{name}");
            }
        }
        else if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach (var (index, item) in expected.EnumerateArray().Index())
            {
                SameMembers(item, actual[index], $"{path}/{index}");
            }
        }
        else if (expected.ValueKind == JsonValueKind.String)
        {
            Assert.Equal(expected.GetString(), actual.GetString());
        }
        else
        {
            Assert.Equal(expected.GetRawText(), actual.GetRawText());
        }
    }
}
