namespace Wayleave.Policies.Terms;

/// <summary>Fail plans: the base, then what differs from it, sorted by reason. The outermost of a reason wins.</summary>
internal sealed partial class NormalForm
{
    private Term WriteFailPlan(Term term)
    {
        var overrides = new SortedList<byte[], ParameterValue>(ByteOrder.Instance);
        var plan = term;
        for (; plan.Code == Op.Override; plan = plan.Terms[0])
        {
            overrides.TryAdd(plan.Parameters[0].Text, plan.Parameters[1]);
        }

        var action = plan.Parameters[0];
        foreach (var (reason, same) in overrides.ToArray())
        {
            if (AreEqual(same, action))
            {
                overrides.Remove(reason);
            }
        }

        for (var index = 0; index < overrides.Count; index++)
        {
            Open(term.Operation);
            Next();
        }

        plan = WriteFixed(plan);
        foreach (var (reason, other) in overrides)
        {
            var name = ParameterValue.Of(reason);
            Next();
            _text.Write(name);
            Next();
            _text.Write(other);
            _text.Write((byte)')');
            plan = new(term.Operation, [plan], [name, other]);
        }

        return plan;
    }

    private bool AreEqual(ParameterValue left, ParameterValue right)
    {
        var start = _text.Length;
        _text.Write(left);
        var middle = _text.Length;
        _text.Write(right);
        var equal = _text.Slice(start, middle - start).SequenceEqual(_text.Slice(middle, _text.Length - middle));
        _text.Truncate(start);
        return equal;
    }
}
