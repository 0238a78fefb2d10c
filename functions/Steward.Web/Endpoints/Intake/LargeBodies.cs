namespace Steward.Web.Endpoints.Intake;

/// <summary>Bounds the memory that bodies take: only a few big ones are received at the same time. Most webhooks are small and never ask.</summary>
public sealed class LargeBodies
{
    /// <summary>From this size on, a body is big: 1 MB.</summary>
    public const int Threshold = 1024 * 1024;

    /// <summary>How many are received at the same time.</summary>
    public const int Max = 8;

    /// <summary>How long a big body may take; GitHub itself gives up after 10 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _taken;

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Max) return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Release() => Interlocked.Decrement(ref _taken);
}
