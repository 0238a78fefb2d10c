using System.Globalization;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>What is to be and what is, of one system.</summary>
internal sealed class SystemComparison(AccessModel model, CareScope care, SystemState state, DateTimeOffset time)
{
    private readonly AccountBook _accounts = new(model, state);
    private readonly Dictionary<Slot, DesiredGrant> _desired = [];
    private readonly List<AccessChange> _changes = [];
    private readonly HashSet<string> _owners = new(
        state.Grants.Where(g => g is { Kind: GrantKinds.Organisation, Right: "admin", IsPending: false }).Select(g => g.Account), StringComparer.OrdinalIgnoreCase);

    /// <summary>What to know beside the changes.</summary>
    public List<PlanNote> Notes { get; } = [];

    /// <summary>True when an account of the file is not there any more.</summary>
    public bool HasGone => _accounts.Gone.Count > 0;

    /// <summary>True when the file gives somebody something here.</summary>
    public bool GivesAnything => _desired.Count > 0;

    /// <summary>The changes, in no order.</summary>
    public List<AccessChange> Run()
    {
        foreach (var unread in state.Unread) Note("unread", unread.Target, $"{unread.Reason} Nothing is changed there.");
        foreach (var (person, asked) in _accounts.Gone) Note("gone", person.Key, $"{person.Key}: there is no account '{asked}' any more. Was it renamed or deleted? Nothing is given to it or taken from it; mend the file.");
        foreach (var (person, asked, now) in _accounts.Renamed) Note("renamed", person.Key, $"{person.Key}: '{asked}' is called '{now}' now; it is the same account by its number. Write the new name into the file.");
        Want();
        var actual = state.Grants.Where(g => g.Through is null).GroupBy(g => Slot.Of(g.Kind, g.Target, g.Account, g.Right))
            .ToDictionary(g => g.Key, g => g.OrderBy(a => a.IsPending).First());
        foreach (var (slot, desired) in _desired.Where(d => IsRead(d.Key)))
        {
            if (actual.GetValueOrDefault(slot) is { } there) Compare(there, desired);
            else Give(desired, slot);
        }

        foreach (var (slot, there) in actual.Where(a => !_desired.ContainsKey(a.Key))) Surplus(slot, there);
        foreach (var inherited in state.Grants.Where(g => g.Through is not null && g.IsPerson)) TellInherited(inherited);
        return _changes;
    }

    private void Want()
    {
        foreach (var grant in Desired.Of(model, time).Where(d => d.Grant.System == care.System))
        {
            if (grant.Account is null) NoteOnce("noAccount", grant.Person, $"{grant.Person} has no account in {care.System}, and is given nothing there.");
            else if (_accounts.NameOf(grant.Account) is { } name) _desired[Slot.Of(grant.Grant.Kind, grant.Grant.Target, name, grant.Grant.Right)] = grant with { Account = name };
        }
    }

    private void Give(DesiredGrant desired, Slot slot)
    {
        if (slot.Kind == GrantKinds.Repository && WaitsForMembership(slot))
            Note("waits", desired.Account!, $"{desired.Grant}: follows when {desired.Account} has accepted the invitation to {care.Organisation} ({desired.Reason}).");
        else if (!IsInherited(slot, desired.Grant.Right))
            _changes.Add(Change(desired.Grant.Kind, desired.Account!, desired.Grant.Target, null, desired.Grant.Right, desired.Reason) with { Action = ChangeAction.Grant, Person = desired.Person });
    }

    // Whoever is no member yet would become an outside collaborator.
    private bool WaitsForMembership(Slot slot) =>
        slot.Target.StartsWith($"{care.Organisation}/", StringComparison.Ordinal)
        && _desired.Keys.Any(k => k.Kind == GrantKinds.Organisation && k.Account == slot.Account)
        && !state.Grants.Any(g => g is { Kind: GrantKinds.Organisation, IsPending: false } && g.Account.Equals(slot.Account, StringComparison.OrdinalIgnoreCase));

    private bool IsInherited(Slot slot, string right) => state.Grants.Any(g =>
        g.Through is not null && slot.Kind != GrantKinds.Role && Slot.Of(g.Kind, g.Target, g.Account, g.Right) == slot && Rights.Covers(slot.Kind, g.Right, right));

    private void Compare(ActualGrant there, DesiredGrant desired)
    {
        var (kind, wanted) = (there.Kind, desired.Grant.Right);
        if (there.IsPending && there.Right == wanted) Note("pending", there.Account, $"{desired.Grant}: {there.Account} is invited and has not accepted yet.");
        if (there.Right == wanted || kind == GrantKinds.Role || IsOwners(there)) return;
        // A role of the organisation's own making may be more than what is wanted: to leave it is a removal.
        if (Rights.RankOf(kind, there.Right) is >= 0 and var rank && Rights.RankOf(kind, wanted) > rank) Add(there, wanted, desired.Reason, ChangeAction.Raise, desired.Person);
        else if (MayTake(there)) Lower(there, desired);
    }

    private void Lower(ActualGrant there, DesiredGrant desired)
    {
        if (there.Floors.FirstOrDefault(f => Rights.Covers(there.Kind, f.Right, there.Right)) is { } floor)
            Note("inherited", there.Account, $"{there.Account} has {there.Right} at {there.Target} through {floor.Through}, and {desired.Grant.Right} by position: change what {floor.Through} gives; a right of the account's own is hidden behind it.");
        else
            Add(there, desired.Grant.Right, $"{desired.Reason}; more is given by no position", ChangeAction.Lower, desired.Person);
    }

    private void Surplus(Slot slot, ActualGrant there)
    {
        if (!IsRead(slot) || !there.IsPerson || !IsUnderCare(there) || IsOwners(there)) return;
        if (there.IsOutside && model.Systems.GitHub?.Outside != true)
            Note("outside", there.Account, $"{there.Account} is an outside collaborator of {there.Target} with {there.Right}; no position gives that, and it stays.");
        else if (MayTake(there))
            Add(there, null, WhyNot(there), ChangeAction.Revoke, _accounts.PersonOf(there.Account)?.Key);
    }

    private string WhyNot(ActualGrant there)
    {
        if (_accounts.PersonOf(there.Account) is not { } person) return $"nobody in the file has the account {there.Account}";
        var today = DateOnly.FromDateTime(time.UtcDateTime);
        return PersonLevels.HasLeft(person, today)
            ? $"{person.Key}: the last day was {person.Leaves!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            : $"{person.Key}: no position gives it";
    }

    // An owner is a maintainer of every team and an administrator of every repository; GitHub does not let either be lowered.
    private bool IsOwners(ActualGrant there) =>
        there is { Kind: GrantKinds.Team, Right: "maintainer" } or { Kind: GrantKinds.Repository, Right: "admin" } && _owners.Contains(there.Account);

    private bool MayTake(ActualGrant there) => model.Systems.ModeOf(care.System) == ControlMode.Authoritative && IsUnderCare(there);

    private bool IsUnderCare(ActualGrant there) =>
        care.Has(there.Kind, there.Target.ToLowerInvariant()) && (there.Kind != GrantKinds.Role || care.Roles.Contains(there.Right, StringComparer.OrdinalIgnoreCase));

    private bool IsRead(Slot slot) => !state.Unread.Any(u => u.Kind == slot.Kind && u.Target.Equals(slot.Target, StringComparison.OrdinalIgnoreCase));

    private void TellInherited(ActualGrant there)
    {
        if (IsUnderCare(there) && model.Systems.ModeOf(care.System) == ControlMode.Authoritative && !_desired.ContainsKey(Slot.Of(there.Kind, there.Target, there.Account, there.Right)))
            Note("inherited", there.Account, $"{there.Account} has {there.Right} at {there.Target} through {there.Through}; that is not taken away here.");
    }

    private void Add(ActualGrant there, string? to, string reason, ChangeAction action, string? person) =>
        _changes.Add(Change(there.Kind, there.Account, there.Target, there.IsPending ? $"{there.Right} (invited)" : there.Right, to, reason) with
        {
            Action = action, Person = person, Handle = there.Handle, IsPending = there.IsPending,
        });

    private AccessChange Change(string kind, string subject, string target, string? from, string? to, string reason) =>
        new(care.System, kind, subject, target, from, to, reason) { Action = ChangeAction.Grant };

    private void Note(string kind, string subject, string sentence) => Notes.Add(new PlanNote(care.System, kind, subject, sentence));

    private void NoteOnce(string kind, string subject, string sentence)
    {
        if (!Notes.Any(n => n.Kind == kind && n.Subject == subject)) Note(kind, subject, sentence);
    }
}
