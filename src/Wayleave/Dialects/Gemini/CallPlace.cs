namespace Wayleave.Dialects.Gemini;

/// <summary>A tool call of the conversation: the name of its function, and its place among all calls.</summary>
internal readonly record struct CallPlace(string Name, int Position);
