using Wayleave.Fuzz.Mutation;

namespace Wayleave.Fuzz.Targets;

/// <summary>Something that takes hostile bytes. Not thread-safe.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Gets the name in figures and repros, such as <c>OpenAIChat/requests</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the bytes allocated so far wherever cases run: on this thread, unless a target says otherwise.</summary>
    public virtual long Allocated => GC.GetAllocatedBytesForCurrentThread();

    /// <summary>Makes the bytes of a case.</summary>
    public abstract byte[] Make(ref SplitMix random);

    /// <summary>Runs a case; the same bytes and numbers always do the same.</summary>
    /// <returns>Whether the bytes were accepted; otherwise they were refused as declared.</returns>
    /// <exception cref="OracleException">Something that must hold did not. Any other exception is a finding as well.</exception>
    public abstract bool Run(byte[] input, SplitMix random);
}
