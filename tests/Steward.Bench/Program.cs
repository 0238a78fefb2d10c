using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console;
using Steward.Bench;
using Steward.Kernel;
using Steward.TestKit;

var file = Array.IndexOf(args, "--json") is var at and >= 0 ? args[at + 1] : null;
var names = args.Where((arg, i) => arg != "--json" && (i == 0 || args[i - 1] != "--json")).ToHashSet();
if (names.Except(Benchmarks.All.Select(b => b.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", Benchmarks.All.Select(b => b.Name))}.");
    return 2;
}

var storage = (await Azurite.SharedAsync()).ConnectionString;
var results = new List<Measurement>();
foreach (var benchmark in Benchmarks.All.Where(b => names.Count == 0 || names.Contains(b.Name)))
{
    Console.Error.WriteLine($"measuring {benchmark.Name}...");
    results.AddRange(await benchmark.RunAsync(storage));
}

var table = new Table().AddColumns("what", "measured", "asked for", "peer");
foreach (var r in results)
{
    table.AddRow(
        Markup.Escape(r.Name), Show(r.Value, r.Unit),
        r.Limit is { } limit ? $"{(r.HigherIsBetter ? ">=" : "<=")} {Show(limit, r.Unit)}" : "",
        r.Peer is null ? "" : Markup.Escape($"{r.Peer}: {Show(r.PeerValue ?? 0, r.Unit)}"));
}

AnsiConsole.Write(table);
if (file is not null)
{
    var machine = new { cores = Environment.ProcessorCount, os = RuntimeInformation.OSDescription, dotnet = Environment.Version.ToString() };
    await File.WriteAllBytesAsync(file, Json.WriteBytes(new { machine, results }));
}

return 0;

static string Show(double value, string unit) =>
    value.ToString(value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture) + " " + unit;
