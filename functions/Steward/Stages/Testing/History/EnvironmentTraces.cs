using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Testing.History;

/// <summary>Finds in the ledger in which environment a run took place: the commit's declared one, and what the uploading machine last reported of itself.</summary>
/// <remarks>A machine is the one that uploaded a run when its reports bear the name of the run's token: token <c>build-7</c>, machine <c>build-7</c>.</remarks>
/// <param name="ledger">The ledger.</param>
public sealed class EnvironmentTraces(ILedger ledger)
{
    // The evidence of the environment capability, which this one does not know.
    private const string Declared = "environment.declared";
    private const string Checked = "environment.checked";

    private const string TokenPrefix = "token:";
    private const int MaxEntries = 20_000;

    /// <summary>What differs between the environments of two runs, or that nothing is known of them.</summary>
    public async Task<EnvironmentDifference> CompareAsync(TestRun green, TestRun red, CancellationToken cancellation)
    {
        var reports = await MachineReportsAsync(green.Product, [MachineOf(green), MachineOf(red)], cancellation);
        var (there, here) = (await OfAsync(green, reports, cancellation), await OfAsync(red, reports, cancellation));
        return green.Commit == red.Commit ? EnvironmentDifference.OfSameCommit(there, here) : EnvironmentDifference.Of(there, here);
    }

    private async Task<RunEnvironment> OfAsync(TestRun run, List<Evidence> reports, CancellationToken cancellation)
    {
        var declared = await ledger.FindAsync(run.Product, Subject.Commit(run.Commit), cancellation)
            .LastOrDefaultAsync(e => e.Evidence.Kind == Declared, cancellation);
        var report = ReportOf(run, [.. reports.Where(e => TextOf(e, "machine") == MachineOf(run))]);
        var drifted = report?.Details?["drifted"] is JsonArray items ? items.Select(i => i!.ToString()).ToList() : [];
        var found = report?.Details?["found"] is JsonObject versions ? versions.ToDictionary(v => v.Key, v => $"{v.Value}", StringComparer.Ordinal) : [];
        return new RunEnvironment(TextOf(declared?.Evidence, "fingerprint"), TextOf(report, "machine"), TextOf(report, "fingerprint"), drifted) { Found = found };
    }

    // Who looks into a red test has the machine report itself after the run, if it had not before.
    private static Evidence? ReportOf(TestRun run, List<Evidence> machine) => machine.LastOrDefault(e => e.Time <= run.At) ?? machine.FirstOrDefault();

    private async Task<List<Evidence>> MachineReportsAsync(ProductId product, string[] machines, CancellationToken cancellation)
    {
        var reports = new List<Evidence>();
        await foreach (var entry in ledger.FindAsync(product, Subject.Product(product), cancellation).Take(MaxEntries).WithCancellation(cancellation))
        {
            if (entry.Evidence.Kind == Checked && machines.Contains(TextOf(entry.Evidence, "machine"))) reports.Add(entry.Evidence);
        }

        return reports;
    }

    private static string MachineOf(TestRun run) => run.Actor.StartsWith(TokenPrefix, StringComparison.Ordinal) ? run.Actor[TokenPrefix.Length..] : run.Actor;

    private static string? TextOf(Evidence? evidence, string name) => evidence?.Details?[name]?.ToString();
}
