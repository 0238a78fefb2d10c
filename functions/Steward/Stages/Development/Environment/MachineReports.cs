using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Development.Environment;

/// <summary>What a machine reports of itself.</summary>
/// <param name="Machine">The name that its user gave it; it goes into the ledger, so it must not name a person.</param>
/// <param name="Fingerprint">The fingerprint of the environment that it was compared with.</param>
/// <param name="Items">Every item, compared.</param>
public sealed record MachineReport(string? Machine, string? Fingerprint, IReadOnlyList<CheckedItem>? Items);

/// <summary>Takes machines' reports into the ledger.</summary>
public sealed class MachineReports(ILedger ledger, IProductStore products, TimeProvider time)
{
    /// <summary>The kind of evidence; subject: the product; details: machine, fingerprint, drifted.</summary>
    public const string Kind = "environment.checked";

    private const int MaxItems = 1_000;
    private const int MaxNamed = 50;

    /// <summary>Records a report: the same result of the same machine is recorded once a day. Invalid for a report that cannot be one.</summary>
    public async Task<LedgerEntry> AddAsync(ProductId product, MachineReport report, string actor, CancellationToken cancellation)
    {
        if (report is not { Machine.Length: > 0 and <= 60, Fingerprint.Length: 64, Items.Count: > 0 and <= MaxItems })
            throw StewardException.Invalid($"A report needs machine (at most 60 characters), fingerprint (64 hexadecimal digits) and 1 to {MaxItems} items.");
        if (await products.GetAsync(product, cancellation) is null) throw StewardException.NotFound($"{product} is not registered.");
        var now = time.GetUtcNow();
        var drifted = report.Items.Where(i => i.State != ItemState.Same).Select(Describe).ToList();
        var details = new JsonObject
        {
            ["machine"] = Texts.Clip(report.Machine, 60),
            ["fingerprint"] = report.Fingerprint,
            ["items"] = report.Items.Count,
            ["drifted"] = new JsonArray([.. drifted.Take(MaxNamed).Select(d => (JsonNode)d)]),
        };
        var subject = Subject.Product(product);
        var before = await NewestAsync(product, report.Machine, cancellation);
        if (before is not null && before.Evidence.Details!.ToJsonString() == details.ToJsonString() && before.Evidence.Time.Date == now.Date) return before;
        var reported = new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{report.Machine} {now:yyyy-MM-dd} {details.ToJsonString()} after {before?.Evidence.Id}"),
            Time = now,
            Actor = actor,
            Kind = Kind,
            Subject = subject,
            Outcome = drifted.Count == 0 ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = drifted.Count == 0 ? "In sync." : Texts.Clip($"Drift: {Texts.Some(drifted)}.", 300),
            Details = details,
        };
        return (await ledger.AppendAsync(product, [reported], cancellation))[0];
    }

    private async Task<LedgerEntry?> NewestAsync(ProductId product, string machine, CancellationToken cancellation) =>
        await ledger.FindAsync(product, Subject.Product(product), cancellation)
            .LastOrDefaultAsync(e => e.Evidence.Kind == Kind && e.Evidence.Details?["machine"]?.GetValue<string>() == machine, cancellation);

    private static string Describe(CheckedItem item) =>
        Texts.Clip($"{item.Name} {item.Found ?? "none"} instead of {item.Wanted}", 120);
}
