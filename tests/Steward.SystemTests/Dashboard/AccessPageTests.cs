using Steward.TestKit.Grants;

namespace Steward.SystemTests.Dashboard;

/// <summary>The page of access by position with a team's data: invitations, ends, absences, brakes, and what waits for a person.</summary>
public sealed class AccessPageTests
{
    private const string File = """
        version: 1
        systems: {github: {organisation: acme, mode: authoritative}}
        apply: {mode: automatic, asks: ['github:@acme/platform']}
        levels:
          owner: {github: {organisation: admin}, steward: administer}
          engineer: {github: {organisation: member, teams: {platform: member}, repositories: {acme/app: push}}, steward: approve}
          guest: {github: {repositories: {acme/app: pull}}, steward: read}
        positions: {head-of-engineering: [owner, engineer], developer: [engineer], visitor: [guest]}
        people:
          ada: {positions: [head-of-engineering], accounts: {github: ada}}
          alan: {positions: [head-of-engineering], accounts: {github: alan}, absent: {from: 2026-11-20, until: 2026-12-04, deputy: bob}}
          bob: {positions: [developer], accounts: {github: {login: Bob, id: 9003}}, temporary: [{level: owner, until: 2026-12-24, reason: looks after the move}]}
          cleo: {positions: [developer], accounts: {github: cleo-with-a-rather-long-login-of-hers}}
          dan: {positions: [visitor], accounts: {github: nobody-has-this}, leaves: 2027-01-31}
          eve: {positions: [developer]}

        """;

    [Fact]
    public async Task The_matrix_and_the_plan_are_accessible_and_fit_in_light_dark_and_narrow()
    {
        await using var world = await AccessWorld.StartAsync(OrganisationWorld.File);
        await world.ApproveAsync("ada");
        world.GitHub.Organisation.Account("cleo-with-a-rather-long-login-of-hers").Member("x1").Member("x2").Member("a-stranger-with-a-long-name");
        await world.PushAsync(File);
        await world.RunAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(world.Web, Look.All[0]);
        await LookTests.LookAsync(page, "access", "/access");
        var text = await page.InnerTextAsync("main");
        foreach (var said in new[] { "only by approval", "github/organisation/share", "until 2026-12-24", "deputy bob", "apply.asks" })
            Assert.Contains(said, text, StringComparison.OrdinalIgnoreCase);
    }
}
