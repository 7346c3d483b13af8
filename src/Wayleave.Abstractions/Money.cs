namespace Wayleave;
/// <summary>x</summary>
public struct Money;
