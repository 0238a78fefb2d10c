using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Seats;
using Steward.Azure.Sources;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Security.Seats;
using Steward.StorageTests.Sources;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Steward.TestKit.Seats;
using Xunit;

namespace Steward.StorageTests.Security.Seats;

public sealed class GitHubSeatsTests
{
    private static readonly ProductId Shop = ProductId.Parse("contoso/shop");

    [Fact]
    public async Task Plan_members_and_Copilot_are_read_page_by_page()
    {
        var since = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        var fake = new FakeSeats
        {
            PlanSeats = 300, Members = [.. Enumerable.Range(0, 250).Select(i => $"User-{i}")], CopilotSeats = 150,
            Copilot = [.. Enumerable.Range(0, 130).Select(i => ($"User-{i}", since, i == 0 ? (DateTimeOffset?)null : since.AddDays(i)))],
        };
        var (import, github) = await ReadAsync(fake);
        await using var _ = github;
        Assert.Equal("github:contoso", import.Source);
        Assert.Equal([("github-contoso", 300, 250), ("github-copilot-contoso", 150, 130)], import.Licences.Select(l => (l.Licence.Id, l.Licence.Seats, l.People.Count)));
        Assert.Equal(new ImportedSeat("github:user-249", null, null, null), import.Licences[0].People[249]);
        Assert.Equal([new("github:user-0", new(2026, 3, 1), null, null), new ImportedSeat("github:user-1", new(2026, 3, 1), null, new DateOnly(2026, 3, 2))], import.Licences[1].People.Take(2));
        Assert.Equal((3, 2), (github.CallsOf("GET", "/members").Count, github.CallsOf("GET", "/copilot/billing/seats").Count));
        github.AssertNothingUnexpected();
    }

    [Fact]
    public async Task An_organisation_without_Copilot_has_its_plan_and_a_hidden_plan_says_what_is_missing()
    {
        var (import, github) = await ReadAsync(new FakeSeats { Members = ["ada"] });
        await github.DisposeAsync();
        Assert.Equal("github-contoso", Assert.Single(import.Licences).Licence.Id);
        var hidden = await Assert.ThrowsAsync<StewardException>(() => ReadAsync(new FakeSeats { PlanSeats = null }));
        Assert.Equal((FailureKind.Forbidden, true), (hidden.Kind, hidden.Message.Contains("'Administration'", StringComparison.Ordinal)));
        var other = await Assert.ThrowsAsync<StewardException>(() => ReadAsync(new FakeSeats(), "fabrikam"));
        Assert.Equal(FailureKind.NotFound, other.Kind);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_number_of_seats_that_cannot_be_is_not_believed(int seats)
    {
        var odd = await Assert.ThrowsAsync<StewardException>(() => ReadAsync(new FakeSeats { PlanSeats = seats }));
        Assert.Equal(FailureKind.Unavailable, odd.Kind);
    }

    private static async Task<(SeatImport Import, FakeGitHub GitHub)> ReadAsync(FakeSeats fake, string organisation = "contoso")
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var github = await FakeGitHub.StartAsync(null, fake);
        github.Add("contoso/shop", repository);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton<IProductStore>(new OneProduct(new Product(Shop, "github", "main", DateTimeOffset.UnixEpoch)))
            .AddSources(new SourceOptions { GitHub = github.Options() }).AddSeats(new SeatOptions()).BuildServiceProvider();
        return (await services.GetRequiredService<ISeatSource>().ReadAsync(organisation, default), github);
    }
}
