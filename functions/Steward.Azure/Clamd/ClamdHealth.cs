using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>Whether a daemon is well, who it last said it is, and how long it rests after failures.</summary>
internal sealed class ClamdHealth(ClamdOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private AntivirusEngine? _engine;
    private DateTimeOffset _asked;
    private DateTimeOffset? _restsUntil;
    private string? _problem;
    private int _failures;

    /// <summary>Who it is; null when that was asked too long ago, or it failed since.</summary>
    public AntivirusEngine? Engine
    {
        get
        {
            lock (_lock) return _problem is null && time.GetUtcNow() - _asked < options.VersionAge ? _engine : null;
        }
    }

    /// <summary>Until when others are preferred; null when it is well or its rest is over.</summary>
    public DateTimeOffset? RestsUntil
    {
        get
        {
            lock (_lock) return _restsUntil > time.GetUtcNow() ? _restsUntil : null;
        }
    }

    public ScannerState Of(string name, int scanning)
    {
        lock (_lock) return new ScannerState(name, _problem is null ? _engine is null ? null : true : false, _engine, _problem, _restsUntil, scanning);
    }

    /// <summary>It has said who it is. The count of failures stays until a scan after the rest has gone well as well.</summary>
    public AntivirusEngine Well(AntivirusEngine engine)
    {
        lock (_lock)
        {
            if (_problem is null) _failures = 0;
            (_engine, _asked, _problem, _restsUntil) = (engine, time.GetUtcNow(), null, null);
            return engine;
        }
    }

    public void Sick(string problem)
    {
        lock (_lock)
        {
            var rest = options.Rest * Math.Pow(2, Math.Min(_failures++, 10));
            (_problem, _restsUntil) = (problem, time.GetUtcNow() + (rest < options.LongestRest ? rest : options.LongestRest));
        }
    }
}
