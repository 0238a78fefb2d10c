using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Seats;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Csv;
using Steward.Stages.Security.Seats.Use;
using Steward.TestKit;
using Steward.TestKit.Changes;

namespace Steward.Bench;

/// <summary>An inventory of 100,000 seats: read from a file, imported, imported once more, and compared as the page shows it, with what 2,000 machines have.</summary>
internal sealed class SeatsBenchmark : IBenchmark
{
    private const int Licences = 20;
    private const int People = 5_000;
    private const int Machines = 2_000;

    public string Name => "seats";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var account = new StorageAccount(new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() });
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var services = ChangeWorld.Services(new TaskCatalog(), account, folder)
            .AddSeats(new SeatOptions { Ledger = "bench/seats" }).AddSingleton<SeatInventory>().AddSingleton<SeatImports>().BuildServiceProvider();
        var (imports, inventory) = (services.GetRequiredService<SeatImports>(), services.GetRequiredService<SeatInventory>());
        var file = Encoding.UTF8.GetBytes(Csv());
        var (reading, read) = await TimedAsync(() => Task.FromResult(SeatCsv.Read(file)));
        if (read.Problems.Count > 0) throw new InvalidOperationException(read.Problems[0].ToString());
        var (first, _) = await TimedAsync(() => imports.ImportAsync(read, new ImportMode(), "token:bench", default));
        var (again, _) = await TimedAsync(() => imports.ImportAsync(read, new ImportMode(Complete: true), "token:bench", default));
        var machines = Enumerable.Range(0, Machines).Select(i => new SeenMachine($"m{i}", [.. Enumerable.Range(0, Licences).Where(l => (l + i) % 3 == 0).Select(l => $"apt:program{l}")])).ToList();
        var (report, shown) = await TimedAsync(async () => SeatReport.Of(await inventory.ListAsync(default), new DateOnly(2026, 11, 23), 60, machines));
        if (shown.Licences.Sum(l => l.Use.Assigned) != Licences * People) throw new InvalidOperationException("Seats are missing.");
        Directory.Delete(folder, recursive: true);
        var seats = $"{Licences * People:N0} seats";
        return
        [
            new($"seats: a file of {seats} read", reading, "s", false, 3),
            new($"seats: {seats} of {Licences} licences imported, with their evidence", first, "s", false, 30),
            new($"seats: the same file once more, complete", again, "s", false, 10),
            new($"seats: {seats} compared with use, {Machines:N0} machines and time, as the page shows them", report, "s", false, 3),
        ];
    }

    private static async Task<(double Seconds, T Value)> TimedAsync<T>(Func<Task<T>> work)
    {
        var began = Stopwatch.GetTimestamp();
        var value = await work();
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, value);
    }

    // Logins as people have them: nothing that compresses to nothing.
    private static string Csv()
    {
        var (random, csv) = (new Random(20261123), new StringBuilder("licence;product;seats;until;programs;person;assigned;last used\n"));
        for (var l = 0; l < Licences; l++)
        {
            for (var p = 0; p < People; p++)
            {
                var login = string.Concat(Enumerable.Range(0, 11).Select(_ => (char)('a' + random.Next(26))));
                var since = new DateOnly(2024, 1, 1).AddDays(random.Next(1000));
                csv.Append(CultureInfo.InvariantCulture, $"licence-{l};{(p == 0 ? $"Product {l};{People + 10};2027-06-30;program{l}" : ";;;")};github:{login}{p};{since:yyyy-MM-dd};{since.AddDays(random.Next(200)):yyyy-MM-dd}\n");
            }
        }

        return csv.ToString();
    }
}
