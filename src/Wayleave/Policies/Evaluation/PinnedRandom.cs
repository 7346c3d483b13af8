namespace Wayleave.Policies.Evaluation;

/// <summary>The generator that the language pins: everybody draws the same from a seed. In doubles, which hold all its steps exactly.</summary>
internal struct PinnedRandom
{
    public const double Modulus = 2147483647;

    private const double Factor = 16807;
    private const int WarmUp = 4;

    private double _state;

    public PinnedRandom(double seed)
    {
        _state = FloorModulo(seed);
        if (_state <= 0)
        {
            _state += Modulus - 1;
        }

        for (var step = 0; step < WarmUp; step++)
        {
            _ = Next();
        }
    }

    /// <summary>The remainder with the sign of the modulus, unlike the operator's.</summary>
    public static double FloorModulo(double value)
    {
        var rest = value % Modulus;
        return rest < 0 ? rest + Modulus : rest;
    }

    /// <summary>The next number between 0 and 1.</summary>
    public double Next()
    {
        _state = _state * Factor % Modulus;
        return _state / Modulus;
    }
}
