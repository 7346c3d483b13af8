namespace Wayleave.Testing;

/// <summary>A tool call that a scripted answer makes.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">Its arguments, sent as they are: normally the text of a JSON object.</param>
/// <param name="Id">The call's id; null for <c>call_0</c>, <c>call_1</c> and so on by position.</param>
public sealed record ScriptedToolCall(string Name, string Arguments, string? Id = null);
