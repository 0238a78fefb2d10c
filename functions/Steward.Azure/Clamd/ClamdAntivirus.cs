using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>
/// ClamAV daemons as one scanner. A scan goes to the least busy daemon that is well. One that fails, is overloaded or talks nonsense rests for a
/// while, and the scan goes to the next where the content can be read again. When all rest they are tried all the same: resting prefers, it
/// never refuses.
/// </summary>
public sealed partial class ClamdAntivirus : IAntivirus, IDisposable
{
    private readonly ClamdServer[] _servers;
    private readonly ILogger _log;

    /// <summary>Reads the options; nothing is sent yet. Invalid for an address that cannot be one.</summary>
    public ClamdAntivirus(ClamdOptions options, TimeProvider time, ILogger<ClamdAntivirus>? log = null)
    {
        _log = log ?? NullLogger<ClamdAntivirus>.Instance;
        _servers = [.. ClamdAddress.ReadAll(options.Address).Select(a => new ClamdServer(a, options, time))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScannerState> States => [.. _servers.Select(s => s.State)];

    /// <inheritdoc/>
    public async Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation)
    {
        var asked = await Task.WhenAll(_servers.Select(s => AskAsync(s, cancellation)));
        return asked.Select(a => a.Engine).OfType<AntivirusEngine>().OrderByDescending(e => e, SignatureOrder.Instance).FirstOrDefault()
            ?? throw Together([.. asked.Select(a => a.Failure!)]);
    }

    /// <inheritdoc/>
    public async Task<ScanResult> ScanAsync(ScanContent content, CancellationToken cancellation)
    {
        var (left, failures, doubtful) = (_servers.ToList(), new List<StewardException>(), (ScanResult?)null);
        while (left.Count > 0)
        {
            var server = left.MinBy(s => s.Load)!;
            left.Remove(server);
            try
            {
                var answer = await server.ScanAsync(content, cancellation);
                if (!answer.IsDoubtful) return answer.Result;
                doubtful = answer.Result;
                Told(server, answer.Result.Problem!);
            }
            catch (ClamdFailure failure)
            {
                failures.Add(failure.Reason);
                Told(server, failure.Reason.Message);
            }

            if (!content.CanOpen) break;
        }

        return doubtful ?? throw Together(failures);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var server in _servers) server.Dispose();
    }

    private async Task<(AntivirusEngine? Engine, StewardException? Failure)> AskAsync(ClamdServer server, CancellationToken cancellation)
    {
        try
        {
            return (await server.IdentifyAsync(cancellation), null);
        }
        catch (ClamdFailure failure)
        {
            Told(server, failure.Reason.Message);
            return (null, failure.Reason);
        }
    }

    // One failure is told as it is; of several all are named.
    private static StewardException Together(List<StewardException> failures) => failures.Count == 1
        ? failures[0]
        : new StewardException(
            failures.Any(f => f.IsRetryable) ? FailureKind.Unavailable : FailureKind.Invalid, string.Join(' ', failures.Select(f => f.Message)), failures[0]);

    private void Told(ClamdServer server, string problem) => LogFailure(server.Name, problem, server.State.RestsUntil);

    [LoggerMessage(Level = LogLevel.Warning, Message = "clamd at {Address} failed and rests until {Until}: {Problem}")]
    private partial void LogFailure(string address, string problem, DateTimeOffset? until);
}
