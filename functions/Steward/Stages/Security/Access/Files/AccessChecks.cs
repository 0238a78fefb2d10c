using Steward.Kernel;
using Steward.Policy.Reading;
using Steward.Policy.Yaml;
using Steward.Stages.Security.Access.Asking;

namespace Steward.Stages.Security.Access.Files;

/// <summary>Checks what a shape cannot say: that names are there, accounts are one person's, days are in order.</summary>
internal sealed class AccessChecks(AccessModel model, YamlValue places, ProblemList problems)
{
    public void Run()
    {
        foreach (var (level, grants) in model.Levels) CheckLevel(level, grants);
        foreach (var (position, levels) in model.Positions)
            for (var i = 0; i < levels.Count; i++) Require(model.Levels.Keys, "level", levels[i], "positions", position, YamlPlaces.Item(i));
        foreach (var person in model.People.Values) CheckPerson(person);
        for (var i = 0; i < model.Rules.Apply.Asks.Count; i++) CheckAsks(model.Rules.Apply.Asks[i], i);
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
    }

    private void CheckPerson(AccessPerson person)
    {
        for (var i = 0; i < person.Positions.Count; i++)
            Require(model.Positions.Keys, "position", person.Positions[i], "people", person.Key, "positions", YamlPlaces.Item(i));
        for (var i = 0; i < person.Temporary.Count; i++)
            Require(model.Levels.Keys, "level", person.Temporary[i].Level, "people", person.Key, "temporary", YamlPlaces.Item(i), "level");
        if (person.Absent is not { } absent) return;
        if (absent.Until < absent.From) Add("The absence ends before it begins.", "people", person.Key, "absent", "until");
        if (absent.Deputy == person.Key) Add("Nobody is their own deputy.", "people", person.Key, "absent", "deputy");
        else if (absent.Deputy is { } deputy) Require(model.People.Keys, "person", deputy, "people", person.Key, "absent", "deputy");
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

    private void Require(IEnumerable<string> known, string what, string name, params ReadOnlySpan<string> keys)
    {
        if (known.Contains(name, StringComparer.Ordinal)) return;
        Add($"There is no {what} '{Texts.Clip(name, 60)}'.{NearestWord.Hint(name, [.. known])}", keys);
    }

    private void Add(string message, params ReadOnlySpan<string> keys) => problems.Add(YamlPlaces.PathOf(keys), YamlPlaces.At(places, keys), message);
}
