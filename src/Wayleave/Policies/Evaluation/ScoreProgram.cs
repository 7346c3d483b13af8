using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A scorer in normal form, compiled to steps over columns.</summary>
internal sealed class ScoreProgram
{
    private readonly List<ScoreStep> _steps = [];

    public ScoreProgram(Term scorer, PolicyVocabulary vocabulary)
    {
        Compile(scorer, vocabulary);
        Steps = [.. _steps];
    }

    public ScoreStep[] Steps { get; }

    private void Compile(Term term, PolicyVocabulary vocabulary)
    {
        switch (term.Code)
        {
            case Op.Add:
                // Sums start at 0 and go from left to right: the order of the normal form is part of the result.
                _steps.Add(new(Op.Zero));
                foreach (var child in term.Terms)
                {
                    Compile(child, vocabulary);
                    _steps.Add(new(Op.Add));
                }

                break;
            case Op.Scale or Op.Clamp:
                Compile(term.Terms[0], vocabulary);
                _steps.Add(new(term.Code, A: term.Parameters[0].Number, B: term.Parameters[^1].Number));
                break;
            case Op.Gate:
                Compile(term.Terms[1], vocabulary);
                _steps.Add(new(Op.Gate, Gate: PredicateProgram.Of(term.Terms[0], vocabulary)));
                break;
            case Op.Neg or Op.Normalize:
                Compile(term.Terms[0], vocabulary);
                _steps.Add(new(term.Code));
                break;
            case Op.Field:
                _steps.Add(new(Op.Field, Slot: vocabulary.SlotOf(term.Parameters[0].String)));
                break;
            case Op.Lit:
                _steps.Add(new(Op.Lit, A: term.Parameters[0].Number));
                break;
            default:
                _steps.Add(new(Op.Zero));
                break;
        }
    }
}
