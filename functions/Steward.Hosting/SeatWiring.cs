using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Seats;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Seats;

namespace Steward.Hosting;

/// <summary>Joins seats with access: they share a ledger unless told otherwise, and who leaves by the access file returns their seats.</summary>
internal static class SeatWiring
{
    public static IServiceCollection AddSeats(this IServiceCollection services, StewardOptions options)
    {
        services.AddSeats(new SeatOptions
        {
            Ledger = options.Seats.Ledger ?? options.Access.Repository, Organisations = options.Seats.Organisations, UnusedAfterDays = options.Seats.UnusedAfterDays,
            Removals = options.Seats.Removals,
        });
        return options.Access.Repository is null ? services : services.AddSingleton<IDepartures, AccessDepartures>();
    }
}

/// <summary>Reads from the access file in force who has left.</summary>
internal sealed class AccessDepartures(AccessFiles files) : IDepartures
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LeftByAsync(DateOnly day, CancellationToken cancellation)
    {
        var people = (await files.InForceAsync(cancellation)).Require().People.Values;
        // A name that somebody who stays has as well says nothing of who left.
        var staying = people.Where(p => !(p.Leaves < day)).SelectMany(NamesOf).Select(Person.NameOf).ToHashSet(Person.Names);
        return [.. people.Where(p => p.Leaves < day).SelectMany(NamesOf).Where(n => !staying.Contains(Person.NameOf(n))).Select(PersonKey.Read).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> NamesOf(AccessPerson person) => person.GitHub is { } account ? [person.Key, $"github:{account.Login}"] : [person.Key];
}
