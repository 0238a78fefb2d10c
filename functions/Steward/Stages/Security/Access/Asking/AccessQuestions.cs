using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>Somebody who may do what was asked for.</summary>
/// <param name="Person">The person's key.</param>
/// <param name="Account">The account there, or null.</param>
/// <param name="Right">What the person has there.</param>
/// <param name="Target">Where that is given: what was asked for, or what contains it.</param>
/// <param name="Because">Why.</param>
public sealed record WhoCan(string Person, string? Account, string Right, string Target, IReadOnlyList<GrantSource> Because);

/// <summary>Who may do something at a time.</summary>
/// <param name="Permission">What was asked for.</param>
/// <param name="At">The time.</param>
/// <param name="People">The people by key; nobody: empty.</param>
public sealed record WhoAnswer(string Permission, DateTimeOffset At, IReadOnlyList<WhoCan> People)
{
    /// <summary>The commit of the file, or null.</summary>
    public CommitSha? Commit { get; init; }
}

/// <summary>What somebody could do at a time.</summary>
/// <param name="Person">The person's key.</param>
/// <param name="At">The time.</param>
/// <param name="Grants">The grants.</param>
public sealed record CouldAnswer(string Person, DateTimeOffset At, IReadOnlyList<HeldGrant> Grants)
{
    /// <summary>The commit of the file that was in force, or null.</summary>
    public CommitSha? Commit { get; init; }

    /// <summary>How it is known, one sentence each, by the evidence in the ledger; empty for a file that is in no ledger.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];
}

/// <summary>A grant that somebody has.</summary>
/// <param name="System">The system.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Target">What it is a permission to.</param>
/// <param name="Right">What may be done there.</param>
/// <param name="Because">Why.</param>
public sealed record HeldGrant(string System, string Kind, string Target, string Right, IReadOnlyList<GrantSource> Because)
{
    /// <summary>It was there.</summary>
    public const string InPlace = "inPlace";

    /// <summary>The file gave it (or more), and it was not made yet: it waited for an approval or an invitation, or a brake held it.</summary>
    public const string NotYet = "notYet";

    /// <summary>No position gave it (or so much) any more, and it was still there.</summary>
    public const string Still = "still";

    /// <summary>The file gave it; the system could not be read then.</summary>
    public const string NotKnown = "unknown";

    /// <summary>What the file gave, where that is something else than what was there; null: the same.</summary>
    public string? Given { get; init; }

    /// <summary>How it stood in the system; null: nothing but the file was asked.</summary>
    public string? State { get; init; }
}

/// <summary>Answers by the file alone: what positions give. Pure.</summary>
public static class AccessQuestions
{
    private static readonly char[] Slash = ['/'];

    /// <summary>The people whom the file gives at least a permission.</summary>
    public static WhoAnswer Who(AccessModel model, Permission permission, DateTimeOffset time)
    {
        var people = Desired.Of(model, time).Where(d => Gives(d.Grant, permission))
            .Select(d => new WhoCan(d.Person, d.Account, d.Grant.Right, d.Grant.Target, d.Sources))
            .OrderBy(w => w.Person, StringComparer.Ordinal).ThenBy(w => w.Target, StringComparer.Ordinal).ThenBy(w => w.Right, StringComparer.Ordinal);
        var asked = permission.Right is { } right ? new Grant(permission.System, permission.Kind, permission.Target, right).ToString() : permission.Target;
        return new WhoAnswer(asked, time, [.. people]);
    }

    /// <summary>What a person may do; the name is the key in the file or a login. NotFound for nobody.</summary>
    public static CouldAnswer Could(AccessModel model, string name, DateTimeOffset time)
    {
        var login = Person.NameOf(name);
        var person = model.People.GetValueOrDefault(name)
            ?? model.People.Values.FirstOrDefault(p => Person.Names.Equals(p.GitHub?.Login, login) || Person.Names.Equals(p.Azure, login))
            ?? throw StewardException.NotFound($"{AccessModel.FileName} knew nobody called '{Texts.Clip(name, 80)}' then.");
        return new CouldAnswer(person.Key, time, [.. Desired.Of(model, person, time).Select(d => new HeldGrant(d.Grant.System, d.Grant.Kind, d.Grant.Target, d.Grant.Right, d.Sources))]);
    }

    private static bool Gives(Grant grant, Permission asked)
    {
        if (grant.System != asked.System) return false;
        if (grant.Kind == asked.Kind && Contains(grant, asked.Target)) return asked.Right is null || Rights.Covers(asked.Kind, grant.Right, asked.Right);
        // Owners of the organisation administer its repositories and teams.
        return grant is { Kind: GrantKinds.Organisation, Right: "admin" } && asked.Kind is GrantKinds.Repository or GrantKinds.Team
            && asked.Target.Split(Slash)[0] == grant.Target;
    }

    // In Azure a scope contains what is below it.
    private static bool Contains(Grant grant, string target) =>
        grant.Target == target || grant.Kind == GrantKinds.Role && target.StartsWith($"{grant.Target}/", StringComparison.Ordinal);
}
