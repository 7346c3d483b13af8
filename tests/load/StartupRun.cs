using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Wayleave.Load;

/// <summary>Times the sample gateway from the start of its process to its first answer, again and again.</summary>
internal static partial class StartupRun
{
    private const string Key = "wl-acme-development-key";
    private const string Body = """{"model":"cheap/gpt-5.4","messages":[{"role":"user","content":"Say hello."}]}""";

    public static void Run(LoadOptions options)
    {
        var sample = Path.GetFullPath(options.Sample ?? throw new ArgumentException($"'startup' needs --sample, the path of the sample's Gateway.dll.{Environment.NewLine}{LoadOptions.Usage}"));
        var times = new List<(double Listening, double Answered, double Megabytes)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            times.Add(Once(sample));
        }

        Console.WriteLine("| process start to | median, ms | lowest | highest |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        Row("listening", [.. times.Select(static time => time.Listening)]);
        Row("first answer", [.. times.Select(static time => time.Answered)]);
        Row("working set then, MB", [.. times.Select(static time => time.Megabytes)]);
    }

    private static (double Listening, double Answered, double Megabytes) Once(string sample)
    {
        // An urls argument keeps the sample off its fixed port; the system's choice stands in what it prints.
        var start = new ProcessStartInfo("dotnet", [sample, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(sample),
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            string? line;
            do
            {
                line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"'{sample}' ended before it listened.");
            }
            while (!Address().IsMatch(line));

            var listening = clock.Elapsed.TotalMilliseconds;
            using var client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value) };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Bearer", Key);
            using var response = client.Send(request);
            response.EnsureSuccessStatusCode();
            var answered = clock.Elapsed.TotalMilliseconds;
            process.Refresh();
            return (listening, answered, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static void Row(string name, double[] values)
    {
        Array.Sort(values);
        Console.WriteLine($"| {name} | {values[values.Length / 2]:0} | {values[0]:0} | {values[^1]:0} |");
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
