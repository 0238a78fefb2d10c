using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Where agents get their orders and say what became of them. Which agent asks is said by its token alone.</summary>
public sealed class AgentDesk(BookKeeper keeper)
{
    private const int MaxInstance = 64;
    private const int MinInstance = 8;
    private const long MaxNumber = 1L << 53; // what evidence holds exactly

    /// <summary>The name of the agent that a token is for. Forbidden for tokens that are for none, or for several.</summary>
    public static string NameOf(Caller caller) => caller.Reach?.Scopes?.Select(AccessScopes.AgentOf).OfType<string>().ToList() is [var only]
        ? only
        : throw new StewardException(FailureKind.Forbidden, $"{caller.Name} is for no agent, or for several. Issue a token for one: steward tokens issue NAME --level Upload --scope {AccessScopes.Agent}/AGENT");

    /// <summary>The agent's orders that have not ended, oldest first.</summary>
    public async Task<AgentOrders> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var agent = NameOf(caller);
        var orders = (await keeper.ListAsync(agent, cancellation)).SelectMany(b => b.Open.Select(o => AgentOrder.Of(b, o)));
        return new AgentOrders(agent, [.. orders.OrderBy(o => o.DueAt).ThenBy(o => o.Id, StringComparer.Ordinal)]);
    }

    /// <summary>Claims an order for a running program. Conflict when another one has it; NotFound for orders of others.</summary>
    public async Task<AgentOrder> ClaimAsync(string id, ClaimRequest request, Caller caller, CancellationToken cancellation)
    {
        Check(request.Instance);
        var (agent, key) = await FindAsync(id, caller, cancellation);
        return await keeper.ChangeAsync(agent, key, edit => Of(edit, OrderRules.Claim(edit, id, request.Instance)), cancellation);
    }

    /// <summary>Says how far an order is. Conflict when the claim is over: then its work is to be ended.</summary>
    public async Task ProgressAsync(string id, ProgressReport report, Caller caller, CancellationToken cancellation)
    {
        Check(report.Fence?.Instance);
        if (report.Progress is { } p && !new[] { p.Files, p.Bytes, p.TotalBytes ?? 0 }.All(IsNumber)) throw StewardException.Invalid("Numbers of progress are not negative, and at most 2^53.");
        var (agent, key) = await FindAsync(id, caller, cancellation);
        await keeper.ChangeAsync(agent, key, edit => OrderRules.Progress(edit, id, report.Fence!, report.Progress), cancellation);
    }

    /// <summary>Says how an order ended. The same report again changes nothing; Conflict when the claim is over.</summary>
    public async Task ReportAsync(string id, OrderReport report, Caller caller, CancellationToken cancellation)
    {
        Check(report.Fence?.Instance);
        if (!(report.Snapshot is null || IsId(report.Snapshot)) || report.Retention?.Forgotten?.All(IsId) == false) throw StewardException.Invalid("A snapshot's id has 64 hexadecimal digits in lower case.");
        if (report.Counts is { } c && !new[] { c.Files, c.Bytes, c.NewBytes, c.StoredBytes, c.Problems }.All(IsNumber)) throw StewardException.Invalid("Counts are not negative, and at most 2^53.");
        if (report.Retention is { } r && !(r.Forgotten is { Count: <= RetentionOutcome.MostForgotten } && IsNumber(r.PacksRemoved) && IsNumber(r.BytesRemoved)))
            throw StewardException.Invalid($"At most {RetentionOutcome.MostForgotten} snapshots are forgotten after a run, and counts are not negative, and at most 2^53.");
        if (report.Retention?.Untold is var untold && !(report.Retention is null || (untold is not null && untold.All(IsSound) && untold.Sum(u => u.Snapshots.Count) <= RetentionOutcome.MostForgotten)))
            throw StewardException.Invalid($"What earlier orders forgot is told with the ids of orders and snapshots, at most {RetentionOutcome.MostForgotten} at once.");
        var (agent, key) = await FindAsync(id, caller, cancellation);
        await keeper.ChangeAsync(agent, key, edit => OrderRules.Report(edit, id, report), cancellation);
    }

    private async Task<(string Agent, PlanKey Key)> FindAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var agent = NameOf(caller);
        var book = (await keeper.ListAsync(agent, cancellation)).FirstOrDefault(b => b.Open.Any(o => o.Id == id) || b.Past.Any(r => r.Order == id));
        return book is null ? throw StewardException.NotFound($"The agent {agent} has no order '{Texts.Clip(id, 40)}'.") : (agent, book.Key);
    }

    private static AgentOrder Of(BookEdit edit, BackupOrder order) => AgentOrder.Of(edit.Book, order);

    private static void Check(string? instance)
    {
        if (instance is not { Length: >= MinInstance and <= MaxInstance } || !instance.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw StewardException.Invalid($"An agent says which running program it is: {MinInstance} to {MaxInstance} letters, digits and '-'.");
    }

    private static bool IsSound(UntoldForgetting? untold) => untold?.Snapshots is { Count: > 0 } snapshots && snapshots.All(s => UntoldForgetting.IsSound(untold.Order, s));

    private static bool IsId(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static bool IsNumber(long number) => number is >= 0 and <= MaxNumber;
}
