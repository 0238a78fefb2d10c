using Steward.Kernel;
using Steward.Policy.Reading;
using Steward.Policy.Yaml;
using Steward.Stages.Security.Access.Asking;

namespace Steward.Stages.Security.Access.Files;

/// <summary>Checks what a shape cannot say: that names are there, accounts are one person's, days are in order.</summary>
internal sealed class AccessChecks(AccessModel model, YamlValue places, ProblemList problems)
{
    private const int MaxGrants = 200_000;
    private const int MaxHints = 20;
    private const string Acting = "characters that are not shown but act: control characters, or such that turn the direction of writing";
    private readonly HashSet<string> _levels = [.. model.Levels.Keys];
    private readonly HashSet<string> _positions = [.. model.Positions.Keys];
    private readonly HashSet<string> _people = [.. model.People.Keys];
    private int _hints;

    public void Run()
    {
        foreach (var (level, grants) in model.Levels) CheckLevel(level, grants);
        foreach (var (position, levels) in model.Positions)
            for (var i = 0; i < levels.Count; i++) Require(_levels, "level", levels[i], "positions", position, YamlPlaces.Item(i));
        foreach (var person in model.People.Values) CheckPerson(person);
        for (var i = 0; i < model.Rules.Apply.Asks.Count; i++) CheckAsks(model.Rules.Apply.Asks[i], i);
        if (problems.IsEmpty) CheckSize();
        CheckAccounts("github", p => p.GitHub?.Login);
        CheckAccounts("github", p => p.GitHub?.Id is { } id ? $"id {id}" : null);
        CheckAccounts("azure", p => p.Azure);
    }

    private void CheckLevel(string level, IReadOnlyList<Grant> grants)
    {
        if (model.Systems.GitHub is null && grants.Any(g => g.System == SystemNames.GitHub))
            Add("This grants something on GitHub, but 'systems.github' with its organisation is not there.", "levels", level, "github");
        if (model.Systems.Azure is null && grants.Any(g => g.System == SystemNames.Azure))
            Add("This grants something in Azure, but 'systems.azure' is not there.", "levels", level, "azure");
        if (grants.Any(g => Texts.Harmless(g.Right) != g.Right)) Add($"A role's name has {Acting}.", "levels", level, "azure");
    }

    private void CheckPerson(AccessPerson person)
    {
        for (var i = 0; i < person.Positions.Count; i++)
            Require(_positions, "position", person.Positions[i], "people", person.Key, "positions", YamlPlaces.Item(i));
        for (var i = 0; i < person.Temporary.Count; i++)
        {
            Require(_levels, "level", person.Temporary[i].Level, "people", person.Key, "temporary", YamlPlaces.Item(i), "level");
            if (Texts.Harmless(person.Temporary[i].Reason) != person.Temporary[i].Reason) Add($"The reason has {Acting}.", "people", person.Key, "temporary", YamlPlaces.Item(i), "reason");
        }

        if (person.Absent is not { } absent) return;
        if (absent.Until < absent.From) Add("The absence ends before it begins.", "people", person.Key, "absent", "until");
        if (absent.Deputy == person.Key) Add("Nobody is their own deputy.", "people", person.Key, "absent", "deputy");
        else if (absent.Deputy is { } deputy) Require(_people, "person", deputy, "people", person.Key, "absent", "deputy");
    }

    // Positions of levels of grants multiply: a small file could ask for more than any machine holds.
    private void CheckSize()
    {
        var levels = model.Levels.ToDictionary(l => l.Key, l => (long)l.Value.Count, StringComparer.Ordinal);
        var positions = model.Positions.ToDictionary(p => p.Key, p => p.Value.Sum(l => levels[l]), StringComparer.Ordinal);
        long OfPositions(AccessPerson person) => person.Positions.Sum(p => positions[p]);
        var all = model.People.Values.Sum(p => OfPositions(p) + p.Temporary.Sum(t => levels[t.Level]) + (p.Absent?.Deputy is null ? 0 : OfPositions(p)));
        if (all > MaxGrants) Add($"The file gives {all} grants to its people, position by position; the limit is {MaxGrants}. Give a position fewer levels, or a person fewer positions.", "people");
    }

    private void CheckAsks(string named, int place)
    {
        if (!Permission.TryParse(named, out _, out var problem)) Add(problem, "apply", "asks", YamlPlaces.Item(place));
    }

    // Two people with one account: each would give and take what the other has.
    private void CheckAccounts(string system, Func<AccessPerson, string?> account)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in model.People.Values)
        {
            if (account(person) is { } name && !known.TryAdd(name, person.Key))
                Add($"'{Texts.Clip(name, 60)}' is the account of '{known[name]}' already; an account is one person's.", "people", person.Key, "accounts", system);
        }
    }

    private void Require(HashSet<string> known, string what, string name, params ReadOnlySpan<string> keys)
    {
        if (known.Contains(name)) return;
        // To look for what was meant costs time for each name there is: a file of nothing but mistakes gets some hints only.
        var hint = _hints++ < MaxHints ? NearestWord.Hint(name, known) : "";
        Add($"There is no {what} '{Texts.Clip(name, 60)}'.{hint}", keys);
    }

    private void Add(string message, params ReadOnlySpan<string> keys) => problems.Add(YamlPlaces.PathOf(keys), YamlPlaces.At(places, keys), message);
}
