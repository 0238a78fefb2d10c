using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>An access file, and the state in which everything is as it says.</summary>
internal static class Given
{
    public const string File = """
        version: 1
        systems:
          github: {organisation: acme, mode: authoritative}
          azure: {mode: authoritative, scopes: [/subscriptions/11111111-1111-1111-1111-111111111111]}
        levels:
          owner: {github: {organisation: admin}, steward: administer}
          engineer: {github: {organisation: member, teams: {platform: member}, repositories: {acme/app: push}}, steward: upload}
          operator: {azure: [{scope: /subscriptions/11111111-1111-1111-1111-111111111111, role: Reader}], steward: approve}
          guest: {github: {repositories: {acme/app: pull}}, steward: read}
        positions:
          head: [owner, engineer]
          developer: [engineer]
          operations: [operator]
        people:
          ada: {positions: [head], accounts: {github: ada-l}}
          alan: {positions: [head], accounts: {github: alan}}
          bob: {positions: [developer], accounts: {github: {login: bob, id: 77}, azure: 22222222-2222-2222-2222-222222222222}}
          cleo: {positions: [operations], accounts: {github: cleo, azure: 33333333-3333-3333-3333-333333333333}}
          dan: {positions: [developer], accounts: {github: dan}}
          eve: {positions: [developer], accounts: {github: eve}}
        """;

    public static DateTimeOffset Noon { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static AccessModel Model(string file)
    {
        var reading = AccessReader.Read(file);
        Assert.Empty(reading.Problems.Select(p => $"{p.Line}:{p.Column} {p.Path}: {p.Message}"));
        return reading.Model!;
    }

    /// <summary>The file with one line changed; exactly one.</summary>
    public static string With(string line, string becomes) => With(File, line, becomes);

    public static string With(string file, string line, string becomes)
    {
        Assert.Equal(2, file.Split(line).Length);
        return file.Replace(line, becomes, StringComparison.Ordinal);
    }

    /// <summary>The systems as a file wants them.</summary>
    public static List<SystemState> InPlace(string file, DateTimeOffset? at = null)
    {
        var model = Model(file);
        return [.. new[] { SystemNames.GitHub, SystemNames.Azure }.Where(s => CareScope.Of(model, s) is not null).Select(s => new SystemState(s, Noon)
        {
            Grants = [.. Desired.Of(model, at ?? Noon).Where(d => d.Grant.System == s && d.Account is not null).Select(Actual)],
        })];
    }

    public static AccessPlan Plan(string file, IReadOnlyCollection<SystemState> states, DateTimeOffset? at = null, params string[] overrides) =>
        AccessPlanner.Plan(Model(file), states, at ?? Noon, new BrakeOverrides("github:ada-l", overrides));

    public static SystemState GitHub(this IEnumerable<SystemState> states) => states.Single(s => s.System == SystemNames.GitHub);

    public static SystemState Azure(this IEnumerable<SystemState> states) => states.Single(s => s.System == SystemNames.Azure);

    /// <summary>The states with one of them changed.</summary>
    public static List<SystemState> But(this IEnumerable<SystemState> states, string system, Func<SystemState, SystemState> change) =>
        [.. states.Select(s => s.System == system ? change(s) : s)];

    public static SystemState And(this SystemState state, params ActualGrant[] more) => state with { Grants = [.. state.Grants, .. more] };

    public static IEnumerable<string> Lines(this AccessPlan plan) => plan.Changes.Select(PlanText.Line);

    private static ActualGrant Actual(DesiredGrant d) => new(d.Grant.Kind, d.Grant.Target, d.Account!, d.Grant.Kind == GrantKinds.Team && d.Person is "ada" or "alan" && d.Grant.Kind == GrantKinds.Team ? "maintainer" : d.Grant.Right)
    {
        Handle = d.Grant.Kind == GrantKinds.Role ? $"/assignments/{d.Person}" : null,
    };
}
