namespace Wayleave.Policies.Terms;

/// <summary>
/// The normal form of a term and its canonical encoding, made in one pass: what sorts children is their encoding, so each is written
/// once, where it was read, and moved to where it belongs.
/// </summary>
/// <remarks>Recursion is as deep as the term, which admission bounds.</remarks>
internal sealed partial class NormalForm
{
    private readonly CanonicalBuffer _text = new();

    private NormalForm() => _text.Write("sigma-pol/v2:"u8);

    /// <summary>Normalises an admitted term.</summary>
    /// <param name="term">The term.</param>
    /// <param name="encoding">The canonical encoding, with the version before it.</param>
    public static Term Of(Term term, out byte[] encoding)
    {
        var form = new NormalForm();
        var normal = form.Write(term);
        encoding = form._text.Written.ToArray();
        return normal;
    }

    private Term Write(Term term)
    {
        var start = _text.Length;
        var normal = term.Operation.IsVariadic ? WriteVariadic(term, start) : term.Code switch
        {
            Op.Not => WriteNot(term, start),
            Op.Scale => WriteScale(term, start),
            Op.Gate => WriteGate(term, start),
            Op.Normalize => WriteNormalize(term, start),
            Op.Override => WriteFailPlan(term),
            _ => WriteFixed(term),
        };
        normal.EncodedLength = _text.Length - start;
        return normal;
    }

    private Term WriteNot(Term term, int start)
    {
        Open(term.Operation);
        var at = Next();
        var child = Write(term.Terms[0]);
        switch (child.Code)
        {
            case Op.Not:
                return Keep(child.Terms[0], start, at + "(not ".Length);
            case Op.Top:
                return Replace(Op.Bot, start);
            case Op.Bot:
                return Replace(Op.Top, start);
            default:
                _text.Write((byte)')');
                return new(term.Operation, [child], []);
        }
    }

    private Term WriteScale(Term term, int start)
    {
        Open(term.Operation);
        Next();
        _text.Write(term.Parameters[0]);
        var at = Next();
        var child = Write(term.Terms[0]);
        var weight = term.Parameters[0].Number;
        if (weight == 0 || child.Code == Op.Zero)
        {
            return Replace(Op.Zero, start);
        }

        if (weight == 1)
        {
            return Keep(child, start, at);
        }

        _text.Write((byte)')');
        return new(term.Operation, [child], term.Parameters);
    }

    private Term WriteGate(Term term, int start)
    {
        Open(term.Operation);
        Next();
        var predicate = Write(term.Terms[0]);
        var at = Next();
        var child = Write(term.Terms[1]);
        if (predicate.Code == Op.Top)
        {
            return Keep(child, start, at);
        }

        if (predicate.Code == Op.Bot || child.Code == Op.Zero)
        {
            return Replace(Op.Zero, start);
        }

        _text.Write((byte)')');
        return new(term.Operation, [predicate, child], []);
    }

    private Term WriteNormalize(Term term, int start)
    {
        Open(term.Operation);
        var at = Next();
        var child = Write(term.Terms[0]);
        if (child.Code == Op.Normalize)
        {
            return Keep(child, start, at);
        }

        _text.Write((byte)')');
        return new(term.Operation, [child], []);
    }

    private Term WriteFixed(Term term)
    {
        Open(term.Operation);
        var children = term.Terms.Length == 0 ? [] : new Term[term.Terms.Length];
        int child = 0, parameter = 0;
        foreach (var argument in term.Operation.Arguments)
        {
            Next();
            if (argument.Term is null)
            {
                _text.Write(term.Parameters[parameter++]);
            }
            else
            {
                children[child] = Write(term.Terms[child]);
                child++;
            }
        }

        _text.Write((byte)')');
        return children.Length == 0 ? term : new(term.Operation, children, term.Parameters);
    }

    private void Open(Operation operation)
    {
        _text.Write((byte)'(');
        _text.Write(operation.Utf8Name);
    }

    private int Next()
    {
        _text.Write((byte)' ');
        return _text.Length;
    }

    private Term Keep(Term child, int start, int at)
    {
        _text.MoveTo(start, at, child.EncodedLength);
        return child;
    }

    private Term Replace(Op code, int start)
    {
        _text.Truncate(start);
        Open(Signature.Of(code));
        _text.Write((byte)')');
        return Term.Leaf(code);
    }
}
