using System.Globalization;

namespace Wayleave.Load;

/// <summary>What the command line says.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        Usage: [load | startup] [--rounds N] [--seconds S] [--scenario NAME] [--inline] [--no-pin] [--sample PATH]
          load      compare the gateway with a bare forwarder (the default)
          startup   time the sample gateway from process start to its first answer; needs --sample, the path of Gateway.dll
          --rounds N        interleaved rounds, 1 to 50; the default is 5
          --seconds S       length of one measurement, 0.1 to 60; the default is 2
          --scenario NAME   only scenarios whose name contains this
          --inline          inline socket completions and scheduling, on both sides
          --no-pin          do not pin processes to cores
        """;

    public string Role { get; init; } = "load";

    public int Rounds { get; private set; } = 5;

    public TimeSpan Duration { get; private set; } = TimeSpan.FromSeconds(2);

    public string Scenario { get; private set; } = "";

    public bool Inline { get; private set; }

    public bool Pin { get; private set; } = true;

    public string? Sample { get; private set; }

    /// <summary>Gets the upstream's address; only the programs under test have one.</summary>
    public string? UpstreamAddress { get; private set; }

    public static LoadOptions Parse(string[] args)
    {
        var hasRole = args.Length > 0 && !args[0].StartsWith('-');
        var options = new LoadOptions { Role = hasRole ? args[0] : "load" };
        if (options.Role is not ("load" or "startup" or "upstream" or "forwarder" or "gateway"))
        {
            throw new ArgumentException($"'{options.Role}' is not a command.{Environment.NewLine}{Usage}");
        }

        for (var index = hasRole ? 1 : 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--inline":
                    options.Inline = true;
                    break;
                case "--no-pin":
                    options.Pin = false;
                    break;
                case "--rounds":
                    options.Rounds = (int)Number(args, ++index, 1, 50);
                    break;
                case "--seconds":
                    options.Duration = TimeSpan.FromSeconds(Number(args, ++index, 0.1, 60));
                    break;
                case "--scenario":
                    options.Scenario = Value(args, ++index);
                    break;
                case "--sample":
                    options.Sample = Value(args, ++index);
                    break;
                case "--upstream":
                    options.UpstreamAddress = Value(args, ++index);
                    break;
                default:
                    throw new ArgumentException($"'{args[index]}' is not an option.{Environment.NewLine}{Usage}");
            }
        }

        return options;
    }

    private static string Value(string[] args, int index) =>
        index < args.Length ? args[index] : throw new ArgumentException($"'{args[^1]}' needs a value.{Environment.NewLine}{Usage}");

    private static double Number(string[] args, int index, double min, double max) =>
        double.TryParse(Value(args, index), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new ArgumentException($"'{args[index]}' is no number from {min} to {max}.{Environment.NewLine}{Usage}");
}
