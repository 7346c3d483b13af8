using System.Globalization;
using System.Text;

namespace Wayleave.Load;

/// <summary>The figures of one scenario as a Markdown table.</summary>
internal sealed class ComparisonTable(Scenario scenario)
{
    private readonly List<Measurement> _forwarder = [];
    private readonly List<Measurement> _gateway = [];
    private Measurement? _limit;

    public void Add(Measurement forwarder, Measurement gateway, Measurement? limit)
    {
        _forwarder.Add(forwarder);
        _gateway.Add(gateway);
        _limit ??= limit;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {scenario.Name} ({scenario.Body.Length} bytes)").AppendLine().AppendLine();
        text.AppendLine("| | forwarder | gateway | gateway / forwarder | lowest to highest ratio | upstream alone |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        Row(text, "requests/s", "N0", static item => item.Throughput);
        Row(text, "CPU per request, µs", "N1", static item => item.CpuMicroseconds);
        Row(text, "p50, µs", "N0", static item => item.P50Microseconds);
        Row(text, "p99, µs", "N0", static item => item.P99Microseconds);
        Row(text, "first content p50, µs", "N0", static item => item.FirstContentMicroseconds);
        Row(text, "working set, MB", "N0", static item => item.Megabytes);
        return text.ToString();
    }

    private void Row(StringBuilder text, string name, string format, Func<Measurement, double> value)
    {
        var ratios = _forwarder.Zip(_gateway, (forwarder, gateway) => value(gateway) / value(forwarder)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {Show(Median(_forwarder.Select(value)))} | {Show(Median(_gateway.Select(value)))} ");
        text.Append(CultureInfo.InvariantCulture, $"| {Median(ratios):0.00} | {ratios.Min():0.00} to {ratios.Max():0.00} | {(_limit is null ? "" : Show(value(_limit)))} |").AppendLine();

        string Show(double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
