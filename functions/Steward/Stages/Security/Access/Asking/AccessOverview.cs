using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>People and what they have by position, as one table; the plan as it is now.</summary>
/// <param name="Repository">The access repository.</param>
/// <param name="Commit">The commit of the file.</param>
/// <param name="Columns">What there are grants to, one a column.</param>
/// <param name="Rows">The people.</param>
/// <param name="Plan">The plan.</param>
public sealed record AccessMatrix(ProductId Repository, CommitSha Commit, IReadOnlyList<MatrixColumn> Columns, IReadOnlyList<MatrixRow> Rows, PlanAnswer Plan);

/// <summary>A column.</summary>
/// <param name="System">The system.</param>
/// <param name="Kind">The kind of grant.</param>
/// <param name="Target">What it is a permission to.</param>
public sealed record MatrixColumn(string System, string Kind, string Target);

/// <summary>A person.</summary>
/// <param name="Person">The key.</param>
/// <param name="Positions">The positions.</param>
/// <param name="Leaves">The last day, or null.</param>
/// <param name="Away">The absence, or null.</param>
/// <param name="Cells">What the person has by position, by column; null: nothing.</param>
public sealed record MatrixRow(string Person, IReadOnlyList<string> Positions, DateOnly? Leaves, Absence? Away, IReadOnlyList<MatrixCell?> Cells);

/// <summary>What a person has in a column.</summary>
/// <param name="Right">The right, or several of Azure's.</param>
/// <param name="Because">Why.</param>
/// <param name="Until">When it ends by itself: the last day; null: it does not.</param>
/// <param name="State">How it stands there: <c>inPlace</c>, <c>pending</c>, <c>toChange</c>, <c>unknown</c>.</param>
public sealed record MatrixCell(string Right, string Because, DateOnly? Until, string State);

/// <summary>Makes the table of people and grants.</summary>
public sealed class AccessOverview(AccessOptions options, AccessFiles files, AccessPlans plans, AccessLedger ledger, TimeProvider time)
{
    /// <summary>True where access is administered here.</summary>
    public bool IsThere => options.Repository is not null;

    /// <summary>The table as it is now, with the plan that the ledger tells last: looking at a page asks no system anything.</summary>
    public async Task<AccessMatrix> ReadAsync(CancellationToken cancellation)
    {
        var (file, settled) = (await files.InForceAsync(cancellation), await files.SettledAsync(cancellation));
        var model = file.Require();
        var plan = await PlannedAsync(file.Commit, cancellation) ?? await plans.PlanAsync(SettledFile.Hold(model, settled), BrakeOverrides.None, cancellation);
        var matrix = Of(options.Require(), file.Commit, model, plan, time.GetUtcNow());
        matrix = matrix with { Rows = [.. matrix.Rows.Select(r => AtTheDoors(r, settled?.Model, time.GetUtcNow()))] };
        return matrix with { Plan = matrix.Plan with { Settles = Settling.Of(file, settled, time.GetUtcNow()) } };
    }

    /// <summary>The table of a file and its plan. Pure.</summary>
    public static AccessMatrix Of(ProductId repository, CommitSha commit, AccessModel model, AccessPlan plan, DateTimeOffset time)
    {
        var columns = model.Mentioned.Select(g => new MatrixColumn(g.System, g.Kind, g.Target)).Distinct().ToList();
        var rows = model.People.Values.Select(p => new MatrixRow(p.Key, p.Positions, p.Leaves, p.Absent, CellsOf(model, p, columns, plan, time))).ToList();
        return new AccessMatrix(repository, commit, columns, rows, PlanAnswer.Of(plan, commit));
    }

    // Nobody administers Steward whom the file that was approved last does not let: until the newer one is approved that is still to come.
    private static MatrixRow AtTheDoors(MatrixRow row, AccessModel? settled, DateTimeOffset time) => settled is null || settled.Administers(row.Person, time)
        ? row
        : row with { Cells = [.. row.Cells.Select(c => c is { Right: "administer" } ? c with { State = "toChange" } : c)] };

    private async Task<AccessPlan?> PlannedAsync(CommitSha commit, CancellationToken cancellation)
    {
        var repository = options.Require();
        var last = await ledger.LastAsync(repository, Subject.Product(repository), e => e.Kind == AccessEvidence.Planned, cancellation);
        return last is { Payload: { } payload } && AccessEvidence.CommitOf(last) == commit ? (await ledger.ReadAsync<PlannedAccess>(repository, payload, cancellation)).Plan : null;
    }

    private static List<MatrixCell?> CellsOf(AccessModel model, AccessPerson person, List<MatrixColumn> columns, AccessPlan plan, DateTimeOffset time)
    {
        var has = Desired.Of(model, person, time).ToLookup(d => new MatrixColumn(d.Grant.System, d.Grant.Kind, d.Grant.Target));
        return [.. columns.Select(c => has[c].Any() ? CellOf([.. has[c]], c, person.Key, plan) : null)];
    }

    private static MatrixCell CellOf(IReadOnlyList<DesiredGrant> grants, MatrixColumn column, string person, AccessPlan plan)
    {
        var sources = grants.SelectMany(g => g.Sources).ToList();
        return new MatrixCell(
            string.Join(", ", grants.Select(g => g.Grant.Right)),
            string.Join("; ", sources.Select(s => s.Sentence).Distinct()),
            sources.All(s => s.Until is not null) ? sources.Max(s => s.Until) : null,
            StateOf(grants[0], column, person, plan));
    }

    private static string StateOf(DesiredGrant grant, MatrixColumn column, string person, AccessPlan plan)
    {
        if (plan.Unknown.Contains(column.System, StringComparer.Ordinal)) return "unknown";
        if (plan.Changes.Any(c => c.Person == person && c.System == column.System && c.Kind == column.Kind && c.Target == column.Target)) return "toChange";
        if (grant.Account is null || plan.Notes.Any(n => n.Kind is "noAccount" or "gone" && n.System == column.System && n.Subject == person)) return "unknown";
        return plan.Notes.Any(n => n.Kind is "pending" or "waits" && n.Subject == grant.Account && n.Sentence.StartsWith($"{grant.Grant}:", StringComparison.Ordinal)) ? "pending" : "inPlace";
    }
}
