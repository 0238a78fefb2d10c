using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Steward.Access;
using Steward.Kernel;

namespace Steward.Web.Access;

/// <summary>Keeps the day on which each token was used last: one write a day and token, behind the request's back.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it says that it could not.</param>
internal sealed partial class TokenUses(ITokenStore store, TimeProvider time, ILogger<TokenUses> log)
{
    private const int MaxKnown = 10_000;
    private readonly ConcurrentDictionary<string, DateOnly> _known = new(StringComparer.Ordinal);

    /// <summary>Notes a use, and does not wait for it.</summary>
    public void Note(TokenRecord token)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (token.LastUsedOn >= today || (_known.TryGetValue(token.Hash, out var day) && day >= today)) return;
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[token.Hash] = today;
        _ = KeepAsync(token, today);
    }

    private async Task KeepAsync(TokenRecord token, DateOnly day)
    {
        try
        {
            await store.MarkUsedAsync(token.Hash, day, CancellationToken.None);
        }
        catch (StewardException failure)
        {
            // The next use of that day tries again.
            _known.TryRemove(token.Hash, out _);
            NotKept(failure, token.Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The day of last use of token {Name} could not be kept")]
    private partial void NotKept(Exception failure, string name);
}
