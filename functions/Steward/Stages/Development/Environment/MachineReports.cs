using System.Text;
using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Development.Environment;

/// <summary>What a machine reports of itself.</summary>
/// <param name="Machine">The name that its user gave it; it goes into the ledger, so it must not name a person.</param>
/// <param name="Fingerprint">The fingerprint of the environment that it was compared with.</param>
/// <param name="Items">Every item, compared.</param>
public sealed record MachineReport(string? Machine, string? Fingerprint, IReadOnlyList<CheckedItem>? Items);

/// <summary>Takes machines' reports into the ledger, and has the product's newest change decided again with them.</summary>
public sealed class MachineReports(ILedger ledger, IProductStore products, IChangeReopener changes, TimeProvider time)
{
    /// <summary>
    /// The kind of evidence; subject: the product; details: machine, fingerprint, drifted, and found: the version of every item, by provider and name,
    /// as many as evidence has room for. What meets a wish such as <c>&gt;=20</c> on two machines may still differ between them.
    /// </summary>
    public const string Kind = "environment.checked";

    private const int MaxItems = 1_000;
    private const int MaxNamed = 50;
    private const int MaxText = 300;

    // Of the 8 KB of an evidence, what machine, summary and the evidence's own members leave.
    private const int RoomForItems = 6 * 1024;
    private const int RoomForDrift = 4 * 1024;

    /// <summary>Records a report: the same result of the same machine is recorded once a day. Invalid for a report that cannot be one.</summary>
    public async Task<LedgerEntry> AddAsync(ProductId product, MachineReport report, string actor, CancellationToken cancellation)
    {
        if (report is not { Machine.Length: > 0 and <= 60, Fingerprint.Length: 64, Items.Count: > 0 and <= MaxItems } || !IsText(report.Machine) || !report.Fingerprint.All(char.IsAsciiHexDigit))
            throw StewardException.Invalid($"A report needs machine (at most 60 characters, no control characters), fingerprint (64 hexadecimal digits) and 1 to {MaxItems} items.");
        if (!report.Items.All(IsItem))
            throw StewardException.Invalid($"Every item of a report needs provider, name and wanted, at most {MaxText} characters each, without control characters.");
        if (await products.GetAsync(product, cancellation) is null) throw StewardException.NotFound($"{product} is not registered.");
        var before = await NewestAsync(product, report.Machine, cancellation);
        var reported = Of(product, report, before) with { Actor = actor };
        var entry = before is not null && IsSame(before.Evidence, reported) ? before : (await ledger.AppendAsync(product, [reported], cancellation))[0];
        // Also for a report that is there already: the one who brought it first may have got no answer, and the change not have been told.
        await changes.ProductEvidenceArrivedAsync(product, Kind, cancellation);
        return entry;
    }

    private Evidence Of(ProductId product, MachineReport report, LedgerEntry? before)
    {
        var (now, subject) = (time.GetUtcNow(), Subject.Product(product));
        var drifted = report.Items!.Where(i => i.State != ItemState.Same).Select(Describe).ToList();
        var named = Fitting(drifted.Take(MaxNamed), RoomForDrift).ToList();
        var details = new JsonObject
        {
            ["machine"] = Texts.Clip(report.Machine, 60),
            ["fingerprint"] = report.Fingerprint,
            ["items"] = report.Items!.Count,
            ["drifted"] = new JsonArray([.. named.Select(d => (JsonNode)d)]),
        };
        details["found"] = Found(report.Items!, RoomForItems - named.Sum(Bytes));
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{report.Machine} {now:yyyy-MM-dd} {details.ToJsonString()} after {before?.Evidence.Id}"),
            Time = now,
            Actor = "",
            Kind = Kind,
            Subject = subject,
            Outcome = drifted.Count == 0 ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = drifted.Count == 0 ? "In sync." : Texts.Clip($"Drift: {Texts.Some(drifted)}.", 300),
            Details = details,
        };
    }

    private static bool IsSame(Evidence before, Evidence now) =>
        JsonNode.DeepEquals(before.Details, now.Details) && before.Time.UtcDateTime.Date == now.Time.UtcDateTime.Date;

    private async Task<LedgerEntry?> NewestAsync(ProductId product, string machine, CancellationToken cancellation) =>
        await ledger.FindAsync(product, Subject.Product(product), cancellation)
            .LastOrDefaultAsync(e => e.Evidence.Kind == Kind && e.Evidence.Details?["machine"]?.GetValue<string>() == machine, cancellation);

    private static IEnumerable<string> Fitting(IEnumerable<string> texts, int room) => texts.TakeWhile(t => (room -= Bytes(t)) >= 0);

    // Quotes and a comma stand around it.
    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text) + 3;

    private static JsonObject Found(IReadOnlyList<CheckedItem> items, int room)
    {
        var found = new JsonObject();
        foreach (var item in items)
        {
            var (name, version) = (item.Provider == item.Name ? item.Name : $"{item.Provider} {item.Name}", item.Found ?? "none");
            if ((room -= Bytes(name) + Bytes(version)) < 0) break;
            found[name] = version;
        }

        return found;
    }

    private static bool IsItem(CheckedItem? item) =>
        item is not null && IsText(item.Provider) && IsText(item.Name) && IsText(item.Wanted) && (item.Found is null || IsText(item.Found)) && Enum.IsDefined(item.State);

    private static bool IsText(string? text) => text is { Length: > 0 and <= MaxText } && !text.Any(char.IsControl);

    private static string Describe(CheckedItem item) =>
        Texts.Clip($"{item.Name} {item.Found ?? "none"} instead of {item.Wanted}", 120);
}
