namespace Wayleave.Policies.Evaluation;

/// <summary>Bounds as the language has them: crossed ones are admitted, and the lower is looked at first.</summary>
internal static class Bounds
{
    public static double Clamp(double value, double low, double high) => value < low ? low : value > high ? high : value;
}
