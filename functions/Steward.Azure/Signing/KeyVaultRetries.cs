using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Steward.Azure.Signing;

/// <summary>
/// Few and short: whoever waits for a signature has a policy of his own. A vault that asks for a longer pause than this is not asked again here, and
/// the pause is handed on to the caller.
/// </summary>
internal sealed class KeyVaultRetries() : RetryPolicy(Most, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), Longest))
{
    private const int Most = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The pause that an answer asks for (RFC 9110, 10.2.3, in seconds as Key Vault writes it); null: none.</summary>
    public static TimeSpan? PauseOf(global::Azure.Response response) =>
        response.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <inheritdoc/>
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => IsShort(message) && base.ShouldRetry(message, exception);

    /// <inheritdoc/>
    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsShort(message) ? base.ShouldRetryAsync(message, exception) : ValueTask.FromResult(false);

    private static bool IsShort(HttpMessage message) => !message.HasResponse || !(PauseOf(message.Response) > Longest);
}
