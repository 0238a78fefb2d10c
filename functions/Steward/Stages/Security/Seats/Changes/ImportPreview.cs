using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Changes;

/// <summary>Looks at what an import would change before anything is written: what cannot be taken is told all at once, and nothing is begun that is known to break off.</summary>
internal sealed class ImportPreview(ISeatStore store, SeatOptions options)
{
    private const int MaxShown = 500;
    private const int MaxProblems = 200;
    private readonly List<string> _changes = [];
    private readonly List<ImportProblem> _problems = [];
    private readonly HashSet<string> _leaving = new(Person.Names);
    private int _returned;
    private int _assigned;

    /// <summary>What it would come to; applied is false, held and problems say why it cannot be.</summary>
    public async Task<ImportAnswer> LookAsync(SeatImport import, ImportMode mode, Occasion occasion, CancellationToken cancellation)
    {
        _problems.AddRange(import.Problems);
        if (mode.Complete && import.Problems.Count > 0 && mode.Partial)
            _problems.Insert(0, new ImportProblem(0, null, "a list with bad rows is not complete: who stands in them would lose the seat. Mend them, or leave --complete out."));
        foreach (var said in import.Licences) await LookAsync(said, import, mode, occasion, cancellation);
        return new ImportAnswer(import.Source, import.Rows, import.Licences.Count, false, [.. _changes.Take(MaxShown)], [.. _problems.OrderBy(p => p.Row).Take(MaxProblems)])
        {
            ChangeCount = _changes.Count,
            ProblemCount = _problems.Count,
            Held = mode.Override ? null : options.Removals.Reason(_returned, _leaving.Count, _assigned),
        };
    }

    /// <summary>True when an import cannot be begun.</summary>
    public static bool IsRefused(ImportAnswer seen, SeatImport import, ImportMode mode) =>
        seen.Held is not null || (mode.Partial ? seen.ProblemCount > import.Problems.Count : seen.ProblemCount > 0);

    private async Task LookAsync(ImportedLicence said, SeatImport import, ImportMode mode, Occasion occasion, CancellationToken cancellation)
    {
        var before = (await store.FindAsync(said.Licence.Id, cancellation))?.Seats;
        try
        {
            var (after, changes) = new SeatImporter(said, import.Source, mode).Apply(before, occasion.Day);
            _changes.AddRange(changes.Select(c => c.Summary));
            Count(before, after);
            if (!store.Fits(after with { Outbox = [.. after.Outbox, .. SeatEvidence.Of(after, changes, occasion)] }))
                _problems.Add(new ImportProblem(said.Row, null, $"{said.Licence.Id} has more assignments than one licence can hold. Enter it as several licences."));
        }
        catch (StewardException refused) when (refused.Kind == FailureKind.Invalid)
        {
            _problems.Add(new ImportProblem(said.Row, null, refused.Message));
        }
    }

    private void Count(LicenceSeats? before, LicenceSeats after)
    {
        if (before is null) return;
        _assigned += before.Active.Count();
        var still = after.Active.Select(a => Person.NameOf(a.Person)).ToHashSet(Person.Names);
        var gone = before.Active.Select(a => Person.NameOf(a.Person)).Where(n => !still.Contains(n)).ToList();
        _returned += gone.Count;
        _leaving.UnionWith(gone);
    }
}
