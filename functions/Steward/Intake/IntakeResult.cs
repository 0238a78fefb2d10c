namespace Steward.Intake;

/// <summary>Why a webhook was not taken in.</summary>
public enum IntakeRefusal
{
    /// <summary>It was taken in.</summary>
    None,

    /// <summary>It is not signed with the secret (HTTP 401). One sentence for every such case: it tells nothing about the secret.</summary>
    NotSigned,

    /// <summary>It is signed, but cannot be read (HTTP 400).</summary>
    Malformed,

    /// <summary>Storage does not answer; nothing is acknowledged (HTTP 503).</summary>
    NotStored,
}

/// <summary>What the sender is told of a delivery that was taken in.</summary>
/// <param name="Delivery">Its id.</param>
/// <param name="State">Stored or Ignored.</param>
/// <param name="Reason">Why it is ignored, or null.</param>
/// <param name="Duplicate">True when the id was stored before; nothing was changed.</param>
public sealed record IntakeAnswer(string Delivery, DeliveryState State, string? Reason, bool Duplicate);

/// <summary>An answer, or a refusal with its sentence.</summary>
public sealed record IntakeResult
{
    /// <summary>The answer, when it was taken in.</summary>
    public IntakeAnswer? Answer { get; private init; }

    /// <summary>Why it was not.</summary>
    public IntakeRefusal Refusal { get; private init; }

    /// <summary>The refusal in one sentence, without anything that the sender sent.</summary>
    public string Sentence { get; private init; } = "";

    /// <summary>When the sender may try again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Taken in.</summary>
    internal static IntakeResult Taken(IntakeAnswer answer) => new() { Answer = answer };

    /// <summary>Not taken in.</summary>
    internal static IntakeResult Refused(IntakeRefusal refusal, string sentence, TimeSpan? retryAfter = null) =>
        new() { Refusal = refusal, Sentence = sentence, RetryAfter = retryAfter };
}
