namespace Steward.Kernel;

/// <summary>What kind of failure a port reports. Decides exit codes, HTTP statuses and whether trying again can help.</summary>
public enum FailureKind
{
    /// <summary>The caller's input cannot be right; trying again does not help (exit 2, HTTP 400).</summary>
    Invalid,

    /// <summary>The thing asked for does not exist (exit 2, HTTP 404).</summary>
    NotFound,

    /// <summary>The caller may not do this (exit 2, HTTP 403).</summary>
    Forbidden,

    /// <summary>Something changed in between, or this node is not the active one; read again, then try again (HTTP 409).</summary>
    Conflict,

    /// <summary>A service did not answer or asked to wait; try again later (exit 3, HTTP 503).</summary>
    Unavailable,
}

/// <summary>A failure with a sentence for people. The message never carries a secret and says what to do next.</summary>
public sealed class StewardException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="message">One sentence for people.</param>
    /// <param name="inner">What caused it, for the log only.</param>
    public StewardException(FailureKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Its kind.</summary>
    public FailureKind Kind { get; }

    /// <summary>How long to wait before trying again, where the service said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when trying the same thing again can succeed.</summary>
    public bool IsRetryable => Kind is FailureKind.Unavailable or FailureKind.Conflict;

    /// <summary>The input cannot be right.</summary>
    public static StewardException Invalid(string message, Exception? inner = null) => new(FailureKind.Invalid, message, inner);

    /// <summary>The thing asked for does not exist.</summary>
    public static StewardException NotFound(string message) => new(FailureKind.NotFound, message);

    /// <summary>A service did not answer.</summary>
    public static StewardException Unavailable(string message, Exception? inner = null) => new(FailureKind.Unavailable, message, inner);
}
