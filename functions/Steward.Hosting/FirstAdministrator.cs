using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Steward.Access;
using Steward.Kernel;

namespace Steward.Hosting;

/// <summary>Lets the first administrator of a new Steward in: the token whose hash stands in the settings. Once revoked it stays revoked.</summary>
/// <param name="hash">SHA-256 of the token.</param>
/// <param name="tokens">Where tokens are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it says what waits.</param>
internal sealed partial class FirstAdministrator(string hash, AccessTokens tokens, TimeProvider time, ILogger<FirstAdministrator> log) : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await tokens.AdmitAsync("first-administrator", hash, AccessLevel.Administer, stoppingToken)) Admitted();
                return;
            }
            catch (StewardException failure) when (failure.IsRetryable)
            {
                Waits(failure.Message);
                await Task.Delay(failure.RetryAfter ?? RetryPause, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The first administrator's token was admitted. Issue tokens by name for people, then revoke it")]
    private partial void Admitted();

    [LoggerMessage(LogLevel.Warning, "The first administrator waits: {Reason}")]
    private partial void Waits(string reason);
}

/// <summary>Registers the first administrator.</summary>
internal static class FirstAdministratorServices
{
    public static IServiceCollection AddFirstAdministrator(this IServiceCollection services, StewardOptions options) => options.FirstAdministrator is { } hash
        ? services.AddHostedService(provider => ActivatorUtilities.CreateInstance<FirstAdministrator>(provider, hash))
        : services;
}
