using System.Text;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A transform in normal form, compiled: what a chosen candidate's request is changed to.</summary>
internal sealed class TransformProgram
{
    private const string FromContext = "from_ctx";

    private readonly Term[] _steps;
    private readonly TransformProgram?[] _inner;
    private readonly PredicateProgram?[] _conditions;
    private readonly CustomTransform?[] _customs;

    /// <exception cref="RouteException">A symbol is not registered.</exception>
    public TransformProgram(Term transform, PolicyVocabulary vocabulary, IReadOnlyDictionary<string, CustomTransform> customs)
    {
        _steps = transform.Code == Op.Seq ? transform.Terms : transform.Code == Op.Id ? [] : [transform];
        _inner = new TransformProgram?[_steps.Length];
        _conditions = new PredicateProgram?[_steps.Length];
        _customs = new CustomTransform?[_steps.Length];
        for (var index = 0; index < _steps.Length; index++)
        {
            var step = _steps[index];
            if (step.Code == Op.When)
            {
                _conditions[index] = PredicateProgram.Of(step.Terms[0], vocabulary);
                _inner[index] = new(step.Terms[1], vocabulary, customs);
            }
            else if (step.Code == Op.Custom)
            {
                _customs[index] = customs.GetValueOrDefault(step.Parameters[0].String) ?? throw PolicyFault.NoSuchCustom(step.Parameters[0].String);
            }
        }
    }

    /// <summary>Gets a value that tells whether nothing is changed.</summary>
    public bool IsIdentity => _steps.Length == 0;

    /// <summary>Changes a request for a candidate.</summary>
    /// <param name="target">The request.</param>
    /// <param name="row">The candidate.</param>
    /// <param name="predicates">What conditions are asked of, after its <see cref="PredicateEvaluation.Begin"/> with the request as it came.</param>
    /// <param name="seed">The seed, or <see langword="null"/>.</param>
    public void Apply(ITransformTarget target, int row, PredicateEvaluation predicates, double? seed)
    {
        for (var index = 0; index < _steps.Length; index++)
        {
            if (_inner[index] is { } inner)
            {
                if ((predicates.Run(_conditions[index]!)[row / 64] >> (row % 64) & 1) != 0)
                {
                    inner.Apply(target, row, predicates, seed);
                }
            }
            else if (_customs[index] is { } custom)
            {
                custom(target, row);
            }
            else
            {
                Apply(_steps[index], target, seed);
            }
        }
    }

    private static void Apply(Term step, ITransformTarget target, double? seed)
    {
        var parameters = step.Parameters;
        switch (step.Code)
        {
            case Op.FilterText:
                target.SetFilter("text", parameters[0], Reduced(seed));
                break;
            case Op.FilterImage:
                target.SetFilter("image", parameters[0], Reduced(seed));
                break;
            case Op.InjectSeed:
                SetSeed(parameters[0].String, target, seed);
                break;
            case Op.SetParam when parameters[1].Kind == ParameterKind.Text && parameters[1].String == FromContext:
                SetSeed(parameters[0].String, target, seed);
                break;
            case Op.SetParam:
                target.Set(parameters[0].String, parameters[1]);
                break;
            case Op.ClampParam:
                if (target.NumberOf(parameters[0].String) is { } number)
                {
                    target.Set(parameters[0].String, Bounds.Clamp(number, parameters[1].Number, parameters[2].Number));
                }

                break;
            default:
                Jitter(parameters[0], parameters[1].Number, target, seed);
                break;
        }
    }

    private static void SetSeed(string name, ITransformTarget target, double? seed)
    {
        if (seed is { } known)
        {
            target.Set(name, known);
        }
        else
        {
            target.Remove(name);
        }
    }

    // Each parameter has a stream of its own, whatever stands before it.
    private static void Jitter(ParameterValue name, double amount, ITransformTarget target, double? seed)
    {
        if (seed is not { } known)
        {
            return;
        }

        var salt = 0.0;
        foreach (var value in Encoding.UTF8.GetBytes($"jitter:{name.String}"))
        {
            salt = ((salt * 31) + value) % PinnedRandom.Modulus;
        }

        var random = new PinnedRandom(PinnedRandom.FloorModulo(known + salt));
        var change = ((random.Next() * 2) - 1) * amount;
        target.Set(name.String, target.NumberOf(name.String) is { } number ? number + change : change);
    }

    private static double? Reduced(double? seed) => seed is { } known ? PinnedRandom.FloorModulo(known) : null;
}
