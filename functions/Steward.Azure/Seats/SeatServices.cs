using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Security.Seats;

namespace Steward.Azure.Seats;

/// <summary>Registers what the inventory of seats needs.</summary>
public static class SeatServices
{
    /// <summary>The store, and GitHub's seats where the host has a GitHub App. Options that cannot be right throw Invalid here, at start.</summary>
    public static IServiceCollection AddSeats(this IServiceCollection services, SeatOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem) throw StewardException.Invalid($"Seats.{problem}");
        return services.AddSingleton(options)
            .AddSingleton<ISeatStore, TableSeatStore>()
            .AddSingleton<ISeatSource>(s => s.GetService<GitHubConnections>() is { } connections
                ? new GitHubSeats(connections, s.GetRequiredService<IProductStore>())
                : new NoSeats());
    }
}

/// <summary>A host without a GitHub App.</summary>
internal sealed class NoSeats : ISeatSource
{
    /// <inheritdoc/>
    public Task<SeatImport> ReadAsync(string organisation, CancellationToken cancellation) =>
        throw new StewardException(FailureKind.Forbidden, $"The seats of {Texts.Clip(organisation, 100)} cannot be read: this host has no GitHub App. Set one up, or import a file.");
}
