using Steward.Kernel;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>
/// One daemon: a bounded number of scans at once, who it is, and whether it is well. Every command has a connection of its own. clamd's sessions
/// (IDSESSION) would save a connect of some 0.1 ms, but clamd closes a session after any stream that it refuses and after its idle
/// time, so that one scan's failure would be another's; and it does not scan a session's streams faster.
/// </summary>
internal sealed class ClamdServer : IDisposable
{
    private readonly ClamdAddress _address;
    private readonly ClamdOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly ClamdHealth _health;
    private readonly int _capacity;
    private int _load;

    public ClamdServer(ClamdAddress address, ClamdOptions options, TimeProvider time)
    {
        (_address, _options, _time) = (address, options, time);
        _capacity = Math.Clamp(options.Connections, 1, 64);
        _places = new SemaphoreSlim(_capacity);
        _health = new ClamdHealth(options, time);
    }

    public string Name => _address.Text;

    /// <summary>Scans and those waiting, by place; who rests comes after all who are well, the soonest first.</summary>
    public (DateTimeOffset Rests, double Busy) Load => (_health.RestsUntil ?? default, (double)Volatile.Read(ref _load) / _capacity);

    public ScannerState State => _health.Of(Name, Math.Min(Volatile.Read(ref _load), _capacity));

    /// <summary>Who it is: asked again when the last answer is too old.</summary>
    public async Task<AntivirusEngine> IdentifyAsync(CancellationToken cancellation)
    {
        if (_health.Engine is { } known) return known;
        try
        {
            using var connection = await OpenAsync(cancellation);
            var answer = await InTimeAsync(_options.ConnectTimeout, async token =>
            {
                await connection.CommandAsync("VERSION", token);
                return await connection.AnswerAsync();
            }, cancellation);
            return _health.Well(ClamdAnswer.Version(answer, Name));
        }
        catch (StewardException failure)
        {
            throw Sick(failure);
        }
    }

    public async Task<ClamdScan> ScanAsync(ScanContent content, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _load);
        try
        {
            await _places.WaitAsync(cancellation);
            try
            {
                var engine = await IdentifyAsync(cancellation);
                return await ScanAsync(content, engine, cancellation);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _load);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<ClamdScan> ScanAsync(ScanContent content, AntivirusEngine engine, CancellationToken cancellation)
    {
        using var connection = await ConnectAsync(cancellation);
        await using var opened = await content.OpenAsync(cancellation);
        var stream = new ClamdStream(opened, _options, _time, Name);
        try
        {
            var answer = await InTimeAsync(_options.ScanTimeout, token => stream.ScanAsync(connection, token), cancellation);
            if (answer.IsDoubtful) _health.Sick(answer.Result.Problem!);
            return answer with { Result = answer.Result with { Engine = engine } };
        }
        catch (StewardException failure) when (stream.ContentFailure is null)
        {
            throw Sick(failure);
        }
    }

    private async Task<ClamdConnection> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            return await OpenAsync(cancellation);
        }
        catch (StewardException failure)
        {
            throw Sick(failure);
        }
    }

    private ClamdFailure Sick(StewardException failure)
    {
        _health.Sick(failure.Message);
        return new ClamdFailure(failure);
    }

    private Task<ClamdConnection> OpenAsync(CancellationToken cancellation) =>
        InTimeAsync(_options.ConnectTimeout, token => ClamdConnection.OpenAsync(_address, token), cancellation);

    private Task<T> InTimeAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> step, CancellationToken cancellation) =>
        TimeLimit.InTimeAsync(_time, limit, step, () => $"clamd at {Name} did not answer within {limit.TotalSeconds:0.#} s.", cancellation);
}
