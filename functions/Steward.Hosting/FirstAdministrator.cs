using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Steward.Access;

namespace Steward.Hosting;

/// <summary>Lets the first administrator of a new Steward in: the token whose hash stands in the settings. Once revoked it stays revoked.</summary>
/// <param name="hash">SHA-256 of the token.</param>
/// <param name="tokens">Where tokens are kept.</param>
/// <param name="persistence">Waits for storage.</param>
/// <param name="log">Where it says that it is done.</param>
internal sealed partial class FirstAdministrator(string hash, AccessTokens tokens, Persistence persistence, ILogger<FirstAdministrator> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => persistence.UntilDoneAsync(
        "The first administrator",
        async () =>
        {
            if (await tokens.AdmitAsync("first-administrator", hash, AccessLevel.Administer, stoppingToken)) Admitted();
        },
        stoppingToken);

    [LoggerMessage(LogLevel.Information, "The first administrator's token was admitted. Issue tokens by name for people, then revoke it")]
    private partial void Admitted();
}

/// <summary>Registers the first administrator.</summary>
internal static class FirstAdministratorServices
{
    public static IServiceCollection AddFirstAdministrator(this IServiceCollection services, StewardOptions options) => options.FirstAdministrator is { } hash
        ? services.AddHostedService(provider => ActivatorUtilities.CreateInstance<FirstAdministrator>(provider, hash))
        : services;
}
