namespace Wayleave.Policies.Terms;

/// <summary>The operations with any number of children: flattened, without units, decided by what absorbs, and sorted where order is without meaning.</summary>
internal sealed partial class NormalForm
{
    private Term WriteVariadic(Term term, int start)
    {
        var operation = term.Operation;
        var children = new List<Child>(term.Terms.Length);
        foreach (var written in term.Terms)
        {
            var at = _text.Length;
            var child = Write(written);
            if (child.Code == operation.Code)
            {
                Splice(children, child, at);
            }
            else if (child.Code == operation.Unit)
            {
                _text.Truncate(at);
            }
            else if (child.Code == operation.Absorbing)
            {
                return Replace(child.Code, start);
            }
            else
            {
                children.Add(new(child, at));
            }
        }

        return children.Count switch
        {
            0 => Replace(operation.Unit, start),
            1 => Keep(children[0].Term, start, children[0].Start),
            _ => Join(operation, children, start),
        };
    }

    private static void Splice(List<Child> children, Term same, int at)
    {
        at += 1 + same.Operation.Utf8Name.Length;
        foreach (var child in same.Terms)
        {
            children.Add(new(child, at + 1));
            at += 1 + child.EncodedLength;
        }
    }

    private Term Join(Operation operation, List<Child> children, int start)
    {
        if (operation.IsCommutative)
        {
            children.Sort(Compare);
        }

        var joined = _text.Length;
        var terms = new Term[children.Count];
        Open(operation);
        for (var index = 0; index < terms.Length; index++)
        {
            var (child, at) = children[index];
            Next();
            _text.Repeat(at, child.EncodedLength);
            terms[index] = child;
        }

        _text.Write((byte)')');
        _text.MoveTo(start, joined, _text.Length - joined);
        return new(operation, terms, []);
    }

    private int Compare(Child left, Child right) =>
        _text.Slice(left.Start, left.Term.EncodedLength).SequenceCompareTo(_text.Slice(right.Start, right.Term.EncodedLength));

    private readonly record struct Child(Term Term, int Start);
}
