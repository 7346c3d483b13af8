using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>Runs programs of scorers over those that are left. Its registers are kept for the next run. Not thread-safe.</summary>
internal sealed class ScoreEvaluation(PredicateEvaluation predicates)
{
    private readonly List<double[]> _registers = [];

    /// <summary>The scores, parallel to the rows, until the next call.</summary>
    public ReadOnlySpan<double> Run(ScoreProgram program, CandidateColumns columns, ReadOnlySpan<int> rows)
    {
        var depth = 0;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            switch (step.Code)
            {
                case Op.Zero or Op.Lit:
                    Register(depth++, rows.Length).Fill(step.A);
                    break;
                case Op.Field:
                    Gather(columns.NumbersOf(step.Slot), rows, Register(depth++, rows.Length));
                    break;
                case Op.Add:
                    depth--;
                    Add(Register(depth - 1, rows.Length), Register(depth, rows.Length));
                    break;
                case Op.Gate:
                    Gate(predicates.Run(step.Gate!), rows, Register(depth - 1, rows.Length));
                    break;
                default:
                    Change(step, Register(depth - 1, rows.Length));
                    break;
            }
        }

        return Register(0, rows.Length);
    }

    private static void Change(in ScoreStep step, Span<double> scores)
    {
        switch (step.Code)
        {
            case Op.Scale:
                foreach (ref var score in scores)
                {
                    score = step.A * score;
                }

                break;
            case Op.Neg:
                foreach (ref var score in scores)
                {
                    score = 1 - score;
                }

                break;
            case Op.Clamp:
                foreach (ref var score in scores)
                {
                    score = Bounds.Clamp(score, step.A, step.B);
                }

                break;
            default:
                Normalize(scores);
                break;
        }
    }

    // The ends are pinned, so that an infinite bound never makes a NaN.
    private static void Normalize(Span<double> scores)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var score in scores)
        {
            low = score < low ? score : low;
            high = score > high ? score : high;
        }

        if (high <= low)
        {
            scores.Clear();
            return;
        }

        var range = high - low;
        foreach (ref var score in scores)
        {
            var place = (score - low) / range;
            score = score >= high ? 1 : score <= low || double.IsNaN(place) ? 0 : place;
        }
    }

    private static void Gather(double[] column, ReadOnlySpan<int> rows, Span<double> scores)
    {
        for (var index = 0; index < rows.Length; index++)
        {
            scores[index] = column[rows[index]];
        }
    }

    private static void Add(Span<double> sums, ReadOnlySpan<double> terms)
    {
        for (var index = 0; index < sums.Length; index++)
        {
            sums[index] += terms[index];
        }
    }

    private static void Gate(ReadOnlySpan<ulong> bits, ReadOnlySpan<int> rows, Span<double> scores)
    {
        for (var index = 0; index < rows.Length; index++)
        {
            if ((bits[rows[index] / 64] >> (rows[index] % 64) & 1) == 0)
            {
                scores[index] = 0;
            }
        }
    }

    private Span<double> Register(int index, int count)
    {
        while (index >= _registers.Count)
        {
            _registers.Add([]);
        }

        if (_registers[index].Length < count)
        {
            _registers[index] = new double[Math.Max(count, 2 * _registers[index].Length)];
        }

        return _registers[index].AsSpan(0, count);
    }
}
