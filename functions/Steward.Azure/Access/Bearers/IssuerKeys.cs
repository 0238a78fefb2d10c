using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Steward.Access.Bearers;
using Steward.Kernel;

namespace Steward.Azure.Access.Bearers;

/// <summary>
/// The keys of one issuer, kept for hours. A key that is not known is looked for at most once a minute, whatever comes in; while the issuer is away the known keys hold
/// for a day, and after that nobody is let in.
/// </summary>
internal sealed partial class IssuerKeys(TrustedIssuer trust, IssuerHttp http, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile Known? _known;
    private DateTimeOffset _notBefore;
    private bool _isAway;

    /// <summary>The key of an id; null when the issuer has none such. Unavailable when that cannot be found out.</summary>
    public async Task<SecurityKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (_known?.At(time.GetUtcNow(), Fresh, id) is { } known) return known;
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_known?.At(time.GetUtcNow(), Fresh, id) is { } found) return found;
            if (time.GetUtcNow() >= _notBefore) await LookAsync();
            if (_known?.At(time.GetUtcNow(), Lasts, id) is { } kept) return kept;
            return _isAway ? throw Away() : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task LookAsync()
    {
        try
        {
            _known = new Known(await http.FetchAsync(trust), time.GetUtcNow());
            (_isAway, _notBefore) = (false, time.GetUtcNow() + BetweenLooks);
        }
        catch (IssuerException failure)
        {
            (_isAway, _notBefore) = (true, time.GetUtcNow() + AfterFailure);
            CannotBeHad(failure, trust.Name, failure.Message);
        }
    }

    private StewardException Away() => new(FailureKind.Unavailable, $"The keys of {trust.Name} cannot be had at the moment, so its tokens cannot be checked. Try again in a few seconds.")
    {
        RetryAfter = AfterFailure,
    };

    [LoggerMessage(LogLevel.Warning, "The keys of {Issuer} cannot be had: {Reason}")]
    private partial void CannotBeHad(Exception failure, string issuer, string reason);

    private sealed record Known(IReadOnlyDictionary<string, SecurityKey> Keys, DateTimeOffset Fetched)
    {
        public SecurityKey? At(DateTimeOffset now, TimeSpan lasts, string id) => now - Fetched < lasts ? Keys.GetValueOrDefault(id) : null;
    }
}
