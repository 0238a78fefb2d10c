using Steward.Policy;

namespace Steward.Stages.Security.Access.Files;

/// <summary>Makes the model of a file that fits its shape.</summary>
internal static class AccessBinding
{
    public static AccessModel Bind(PolicyNode file)
    {
        var systems = new AccessSystems(GitHub(file["systems"]["github"]), Azure(file["systems"]["azure"]));
        var organisation = systems.GitHub?.Organisation ?? "";
        return new AccessModel(
            file["people"].Entries.ToDictionary(e => e.Key, e => Person(e.Key, e.Value), StringComparer.Ordinal),
            file["positions"].Entries.ToDictionary(e => e.Key, e => (IReadOnlyList<string>)[.. e.Value.Items.Select(i => i.AsText)], StringComparer.Ordinal),
            file["levels"].Entries.ToDictionary(e => e.Key, e => (IReadOnlyList<Grant>)[.. Grants(e.Value, organisation)], StringComparer.Ordinal),
            systems,
            new AccessRules(Brakes(file["brakes"]), Apply(file["apply"])));
    }

    private static IEnumerable<Grant> Grants(PolicyNode level, string organisation)
    {
        var github = level["github"];
        if (github.TextOrNull("organisation") is { } role) yield return new(SystemNames.GitHub, GrantKinds.Organisation, organisation, role);
        foreach (var (slug, right) in github["teams"].Entries) yield return new(SystemNames.GitHub, GrantKinds.Team, $"{organisation}/{slug}", right.AsText);
        foreach (var (name, right) in github["repositories"].Entries) yield return new(SystemNames.GitHub, GrantKinds.Repository, name.ToLowerInvariant(), right.AsText);
        foreach (var given in level["azure"].Items) yield return new(SystemNames.Azure, GrantKinds.Role, given.Text("scope").ToLowerInvariant(), given.Text("role"));
        if (level.TextOrNull("steward") is { } own) yield return new(SystemNames.Steward, GrantKinds.Level, SystemNames.Steward, own);
    }

    private static AccessPerson Person(string key, PolicyNode node) =>
        new(key, node.TextList("positions"), Account(node["accounts"]["github"]), node["accounts"].TextOrNull("azure")?.ToLowerInvariant())
        {
            Absent = node["absent"] is { Exists: true } absent ? new Absence(absent.Date("from")!.Value, absent.Date("until")!.Value, absent.TextOrNull("deputy")) : null,
            Temporary = [.. node["temporary"].Items.Select(t => new TemporaryLevel(t.Text("level"), t.Date("until")!.Value, t.Text("reason")))],
            Leaves = node.Date("leaves"),
        };

    private static GitHubAccount? Account(PolicyNode node)
    {
        if (!node.Exists) return null;
        return node["login"].Exists ? new GitHubAccount(node.Text("login"), node["id"].Exists ? node.Number("id", 0) : null) : new GitHubAccount(node.AsText, null);
    }

    private static GitHubSystem? GitHub(PolicyNode node) =>
        node.Exists ? new GitHubSystem(node.Text("organisation").ToLowerInvariant(), Mode(node), node.Flag("outside", false)) : null;

    private static AzureSystem? Azure(PolicyNode node) =>
        node.Exists ? new AzureSystem(Mode(node), [.. node.TextList("scopes").Select(s => s.ToLowerInvariant())]) : null;

    private static ControlMode Mode(PolicyNode node) => node.TextOrNull("mode") == "authoritative" ? ControlMode.Authoritative : ControlMode.Additive;

    private static BrakeRules Brakes(PolicyNode node)
    {
        var removals = node["removals"];
        var usual = BrakeRules.Usual;
        return new BrakeRules(
            (int)removals.Number("share", usual.Share), (int)removals.Number("number", usual.Number), (int)removals.Number("people", usual.People),
            (int)node.Number("minimumOwners", usual.MinimumOwners));
    }

    private static ApplyRules Apply(PolicyNode node) =>
        new(node.TextOrNull("mode") == "automatic", node.TextOrNull("only") != "all", (int)node.Number("changes", ApplyRules.ByApproval.Changes)) { Asks = node.TextList("asks") };
}
