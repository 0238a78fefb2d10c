using System.Text;
using Steward.Kernel;

namespace Steward.Intake;

/// <summary>How webhooks are taken in. Checked once at start: what cannot be right keeps the host from starting.</summary>
public sealed class IntakeOptions
{
    /// <summary>The shortest secret that is accepted, in characters: a shorter one can be guessed from one signed body.</summary>
    public const int MinSecret = 16;

    /// <summary>The most secrets that are accepted at a time: each is tried for every webhook.</summary>
    public const int MaxSecrets = 5;

    /// <summary>The webhook secrets: the current one and, while it is being rotated, the one before. 1 to 5, each of at least 16 characters.</summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    /// <summary>Deliveries that are dispatched at the same time: 1 to 256. Fewer leave more of storage to the intake.</summary>
    public int DispatchConcurrency { get; set; } = 32;

    /// <summary>Deliveries that wait in memory for their dispatch: 1 to 100,000. What does not fit stays stored for the reconcile.</summary>
    public int DispatchQueue { get; set; } = 10_000;

    /// <summary>How long one delivery's dispatch may take before it is left to the reconcile: 1 s to 10 min.</summary>
    public TimeSpan DispatchTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a delivery is dispatched before it is answered, within <see cref="StoreTimeout"/>: for hosts whose process may be frozen or taken away
    /// once it has answered. What does not succeed in time stays stored for the reconcile, and is answered all the same.
    /// </summary>
    public bool DispatchBeforeAnswer { get; set; }

    /// <summary>How long storage may take before the sender is asked to come again: 1 to 9 s, since GitHub waits for 10.</summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Throws Invalid, naming the first option that cannot be right; never a secret.</summary>
    public void Validate()
    {
        if (Secrets.Count is 0 or > MaxSecrets)
            throw StewardException.Invalid("Intake needs 1 to 5 webhook secrets: set the one that GitHub was given (Intake:Secrets). Without it nothing is taken in.");
        if (Secrets.Any(s => s is null || s.Trim().Length < MinSecret))
            throw StewardException.Invalid($"A webhook secret (Intake:Secrets) has fewer than {MinSecret} characters: make a longer one and give it to GitHub too.");
        Check(DispatchConcurrency is >= 1 and <= 256, nameof(DispatchConcurrency), "1 to 256");
        Check(DispatchQueue is >= 1 and <= 100_000, nameof(DispatchQueue), "1 to 100000");
        Check(DispatchTimeout >= TimeSpan.FromSeconds(1) && DispatchTimeout <= TimeSpan.FromMinutes(10), nameof(DispatchTimeout), "1 second to 10 minutes");
        Check(StoreTimeout >= TimeSpan.FromSeconds(1) && StoreTimeout <= TimeSpan.FromSeconds(9), nameof(StoreTimeout), "1 to 9 seconds");
    }

    /// <summary>The secrets as the bytes that sign.</summary>
    internal IReadOnlyList<byte[]> Keys() => [.. Secrets.Select(Encoding.UTF8.GetBytes)];

    private static void Check(bool holds, string option, string range)
    {
        if (!holds) throw StewardException.Invalid($"Intake:{option} must be {range}.");
    }
}
