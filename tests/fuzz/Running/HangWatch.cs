namespace Wayleave.Fuzz.Running;

/// <summary>Ends the process when a case does not come back, and says which one it was.</summary>
internal sealed class HangWatch : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Timer _timer;
    private string _name = "";
    private byte[] _input = [];
    private ulong _seed;
    private long _number;
    private long _seen = -1;

    public HangWatch() => _timer = new Timer(static watch => ((HangWatch)watch!).Look(), this, Limit, Limit);

    /// <summary>Says that a case begins.</summary>
    public void Begin(string name, byte[] input, ulong seed)
    {
        (_name, _input, _seed) = (name, input, seed);
        Volatile.Write(ref _number, _number + 1);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var number = Volatile.Read(ref _number);
        if (number != _seen || number == 0)
        {
            _seen = number;
            return;
        }

        Console.Error.WriteLine($"HANG  {_name}: a case did not come back within {Limit.TotalSeconds:F0} s.{Environment.NewLine}  {Repro.Of(_name, _seed, _input)}");
        Environment.Exit(1);
    }
}
