using System.Globalization;

namespace Wayleave.Fuzz.Running;

/// <summary>What the command line says.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        Usage: [codecs | http | repro] [--cases N] [--from N] [--seed N] [--dialect NAME] [--target NAME] [--findings N]
          codecs   feed the codecs of each dialect with broken requests and answers (the default)
          http     send broken requests to the endpoints, and answer them as a broken provider
          repro    run one case: --target FULL-NAME --case-seed N --input BASE64, or --input @FILE when it is too long for a command line
          --cases N       cases of each target, 1 to 1,000,000,000; the default is 20,000
          --from N        the number of the first case; the default is 0
          --seed N        what all cases are derived from; the default is 1
          --dialect NAME  OpenAIChat, OpenAIResponses, AnthropicMessages or Gemini; the default is all
          --target NAME   requests, counts, answers, streams, errors, count-answers, embeddings or embedding-answers; with http, http-requests,
                          http-replies, http-embeddings or http-embedding-replies; the default is all
          --findings N    stop after so many different findings; the default is 10
        """;

    public string Command { get; init; } = "codecs";

    public long Cases { get; private set; } = 20_000;

    public long From { get; private set; }

    public ulong Seed { get; private set; } = 1;

    public string? Dialect { get; private set; }

    public string? Target { get; private set; }

    public int Findings { get; private set; } = 10;

    public ulong CaseSeed { get; private set; }

    public byte[] Input { get; private set; } = [];

    /// <exception cref="UsageException">The command line is not understood.</exception>
    public static FuzzOptions Parse(string[] args)
    {
        var hasCommand = args.Length > 0 && !args[0].StartsWith('-');
        var options = new FuzzOptions { Command = hasCommand ? args[0] : "codecs" };
        if (options.Command is not ("codecs" or "http" or "repro"))
        {
            throw Wrong($"'{options.Command}' is not a command.");
        }

        for (var index = hasCommand ? 1 : 0; index < args.Length; index += 2)
        {
            options.Set(args[index], index + 1 < args.Length ? args[index + 1] : throw Wrong($"'{args[index]}' needs a value."));
        }

        return options;
    }

    /// <summary>Tells whether a target is asked for.</summary>
    /// <param name="name">The target's full name.</param>
    public bool Wants(string name)
    {
        var parts = name.Split('/');
        return (Dialect is null || string.Equals(Dialect, parts[0], StringComparison.OrdinalIgnoreCase))
            && (Target is null || string.Equals(Target, parts[1], StringComparison.OrdinalIgnoreCase) || string.Equals(Target, name, StringComparison.OrdinalIgnoreCase));
    }

    private void Set(string option, string value)
    {
        switch (option)
        {
            case "--cases":
                Cases = Number(value, 1, 1_000_000_000);
                break;
            case "--from":
                From = Number(value, 0, long.MaxValue);
                break;
            case "--seed":
                Seed = (ulong)Number(value, 0, long.MaxValue);
                break;
            case "--findings":
                Findings = (int)Number(value, 1, 1000);
                break;
            case "--case-seed":
                CaseSeed = ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) ? seed : throw Wrong($"'{value}' is no seed.");
                break;
            case "--dialect":
                Dialect = value;
                break;
            case "--target":
                Target = value;
                break;
            case "--input":
                Input = ReadInput(value);
                break;
            default:
                throw Wrong($"'{option}' is not an option.");
        }
    }

    private static byte[] ReadInput(string value)
    {
        try
        {
            return value.StartsWith('@') ? File.ReadAllBytes(value[1..]) : Convert.FromBase64String(value);
        }
        catch (FormatException)
        {
            throw Wrong("The input is not Base64.");
        }
        catch (IOException e)
        {
            throw Wrong($"The input cannot be read: {e.Message}");
        }
    }

    private static long Number(string value, long min, long max) =>
        long.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Wrong($"'{value}' is no number from {min} to {max}.");

    private static UsageException Wrong(string what) => new(what);
}
