using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Security.Seats.Use;

/// <summary>Reads from the ledgers of all products what machines reported of themselves: the evidence <c>environment.checked</c>.</summary>
public sealed class SeatMachines(IProductStore products, ILedger ledger, TimeProvider time)
{
    private const string Kind = "environment.checked";
    private const int MaxMachines = 10_000;

    // A machine that has been silent for longer may be gone.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(90);

    /// <summary>The machines by name, each with what it has according to its newest report for every product.</summary>
    public async Task<IReadOnlyList<SeenMachine>> ReadAsync(CancellationToken cancellation)
    {
        var (oldest, newest) = (time.GetUtcNow() - Recent, new Dictionary<(ProductId, string), Evidence>());
        await foreach (var product in products.ListAsync(cancellation))
            await foreach (var entry in ledger.FindAsync(product.Id, Subject.Product(product.Id), cancellation))
                if (entry.Evidence is { Kind: Kind } report && report.Time >= oldest && MachineOf(report) is { } machine && newest.Count < MaxMachines)
                    newest[(product.Id, machine)] = report;
        return [.. newest.GroupBy(r => r.Key.Item2, StringComparer.OrdinalIgnoreCase)
            .Select(g => new SeenMachine(g.Key, [.. g.SelectMany(r => ProgramsOf(r.Value)).Distinct(StringComparer.Ordinal)]))
            .OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private static string? MachineOf(Evidence report) => report.Details?["machine"]?.GetValue<string>();

    // Found: the version by "provider name", or by the name alone where both are the same; "none" for what is not there.
    private static IEnumerable<string> ProgramsOf(Evidence report) =>
        (report.Details?["found"] as System.Text.Json.Nodes.JsonObject ?? [])
            .Where(f => f.Value?.GetValue<string>() is not (null or "none"))
            .Select(f => f.Key.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? $"{f.Key[..at]}:{f.Key[(at + 1)..]}" : $"{f.Key}:{f.Key}");
}
