namespace Wayleave.Planning;

/// <summary>The capabilities that requests are checked for. Other names may be declared and decide nothing here.</summary>
/// <remarks><c>reasoning</c> is none of them: an effort says how hard to think, not what to answer, and few lists are complete about it.</remarks>
[Flags]
internal enum CapabilitySet : byte
{
    None = 0,

    /// <summary><c>tools</c>.</summary>
    Tools = 1,

    /// <summary><c>vision</c>.</summary>
    Vision = 2,

    /// <summary><c>pdf</c>.</summary>
    Pdf = 4,

    /// <summary><c>audio</c>.</summary>
    Audio = 8,

    /// <summary><c>json_schema</c>.</summary>
    JsonSchema = 16,
}
