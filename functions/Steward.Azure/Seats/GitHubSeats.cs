using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Security.Seats;

namespace Steward.Azure.Seats;

/// <summary>
/// The seats of a GitHub organisation: its plan with its members (https://docs.github.com/rest/orgs), and Copilot with who used it last
/// (https://docs.github.com/rest/copilot/copilot-user-management). The app needs "Administration" and "Members" of the organisation, read, and
/// "GitHub Copilot Business", read.
/// </summary>
internal sealed class GitHubSeats(GitHubConnections connections, IProductStore products) : ISeatSource
{
    private const int PageSize = 100;
    private const int MaxSeats = 10_000_000;
    private const int MaxPages = LicenceSeats.MaxAssignments / PageSize;

    /// <inheritdoc/>
    public async Task<SeatImport> ReadAsync(string organisation, CancellationToken cancellation)
    {
        var api = await ApiOfAsync(organisation, cancellation);
        var name = organisation.ToLowerInvariant();
        var licences = new List<ImportedLicence> { await PlanAsync(api, name, cancellation) };
        if (await CopilotAsync(api, name, cancellation) is { } copilot) licences.Add(copilot);
        return new SeatImport($"github:{name}", licences) { Rows = licences.Sum(l => l.People.Count) };
    }

    // The app's tokens are for repositories: any product of the organisation has one.
    private async Task<GitHubApi> ApiOfAsync(string organisation, CancellationToken cancellation)
    {
        await foreach (var product in products.ListAsync(cancellation))
            if (Person.Names.Equals(product.Id.Owner, organisation) && product.Source.Split(':', 2)[0] == "github") return connections.For(product.Id);
        throw StewardException.NotFound($"No product of '{Texts.Clip(organisation, 100)}' from GitHub is registered, so its seats cannot be read. Register one of its repositories.");
    }

    private static async Task<ImportedLicence> PlanAsync(GitHubApi api, string organisation, CancellationToken cancellation)
    {
        var plan = (await api.ReadAsync<Organisation>($"orgs/{organisation}", cancellation)).Plan ?? throw Hidden(organisation);
        if (plan.Seats is < 0 or > MaxSeats) throw Odd(organisation);
        var members = new List<Account>();
        string? next = $"orgs/{organisation}/members?per_page={PageSize}";
        for (var page = 0; next is not null; page++)
        {
            if (page == MaxPages) throw TooMany(organisation);
            (var items, next) = await api.GetPageAsync<Account>(next, cancellation);
            members.AddRange(items);
        }

        // A seat that the plan counts and no member has belongs to an invited person or an outside collaborator, whom this list does not name.
        var licence = new SeatLicence { Id = $"github-{organisation}", Product = "GitHub", Publisher = "GitHub", Edition = Texts.Clip(plan.Name, 100), Seats = plan.Seats };
        return new ImportedLicence(licence, [.. People(members).Select(p => new ImportedSeat(p, null, null, null))]);
    }

    // 404: the organisation has no Copilot.
    private static async Task<ImportedLicence?> CopilotAsync(GitHubApi api, string organisation, CancellationToken cancellation)
    {
        var (seats, total) = (new List<CopilotSeat>(), 0);
        try
        {
            for (var page = 1; ; page++)
            {
                if (page > MaxPages) throw TooMany(organisation);
                var read = await api.ReadAsync<CopilotPage>($"orgs/{organisation}/copilot/billing/seats?per_page={PageSize}&page={page}", cancellation);
                total = read.TotalSeats;
                seats.AddRange(read.Seats ?? []);
                if (read.Seats is not { Count: PageSize }) break;
            }
        }
        catch (StewardException none) when (none.Kind == FailureKind.NotFound)
        {
            return null;
        }

        if (total is < 0 or > MaxSeats) throw Odd(organisation);
        var licence = new SeatLicence { Id = $"github-copilot-{organisation}", Product = "GitHub Copilot", Publisher = "GitHub", Seats = total };
        var people = seats.Where(s => s?.Assignee?.Login is not null).DistinctBy(s => s.Assignee!.Login, Person.Names)
            .Select(s => new ImportedSeat(PersonKey.Parse($"github:{s.Assignee!.Login}"), DayOf(s.CreatedAt), null, DayOf(s.LastActivityAt)));
        return new ImportedLicence(licence, [.. people]);
    }

    private static IEnumerable<string> People(IEnumerable<Account> accounts) =>
        accounts.Where(a => a?.Login is not null).Select(a => PersonKey.Parse($"github:{a.Login}")).Distinct(StringComparer.Ordinal);

    private static DateOnly? DayOf(DateTimeOffset? time) => time is { } known ? DateOnly.FromDateTime(known.UtcDateTime) : null;

    private static StewardException Hidden(string organisation) =>
        new(FailureKind.Forbidden, $"GitHub does not show the plan of {organisation}: the app needs the organisation's permission 'Administration', read.");

    private static StewardException Odd(string organisation) => StewardException.Unavailable($"GitHub tells of a number of seats of {organisation} that cannot be, and is not believed.");

    private static StewardException TooMany(string organisation) =>
        StewardException.Invalid($"{organisation} has more than {LicenceSeats.MaxAssignments} seats, which is the limit here.");

    private sealed record Organisation(Plan? Plan);

    private sealed record Plan(string Name, int Seats, int FilledSeats);

    private sealed record Account(string? Login);

    private sealed record CopilotPage(int TotalSeats, IReadOnlyList<CopilotSeat>? Seats);

    private sealed record CopilotSeat(DateTimeOffset? CreatedAt, DateTimeOffset? LastActivityAt, Account? Assignee);
}
