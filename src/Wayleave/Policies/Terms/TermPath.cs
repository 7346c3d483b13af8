using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Wayleave.Policies.Terms;

/// <summary>Where in the policy the reader stands. It becomes a JSON pointer only when something is refused.</summary>
internal struct TermPath
{
    private Indexes _indexes;
    private int _length;

    /// <summary>Gets the JSON pointer.</summary>
    public readonly string Pointer
    {
        get
        {
            var text = new StringBuilder();
            foreach (var index in _indexes[.._length])
            {
                text.Append('/').Append(index.ToString(CultureInfo.InvariantCulture));
            }

            return text.ToString();
        }
    }

    /// <summary>Descends to an element.</summary>
    public void Push(int index) => _indexes[_length++] = index;

    /// <summary>Goes on to another element of the same array.</summary>
    public void Move(int index) => _indexes[_length - 1] = index;

    public void Pop() => _length--;

    // A term, and below it an array or a record of a parameter with one more array.
    [InlineArray(PolicyLimits.MaxDepth + 8)]
    private struct Indexes
    {
        private int _first;
    }
}
