namespace Steward.Engine.Embedded.Node;

/// <summary>What an instance is told. One at a time, in the order posted.</summary>
internal abstract record Message
{
    /// <summary>A task gave an answer.</summary>
    public sealed record Answered(int Run, int Step, string? Result, FailureDetails? Failure) : Message;

    /// <summary>A timer's or a retry's time has come.</summary>
    public sealed record Due(int Run, int Step) : Message;

    /// <summary>Somebody raised an event.</summary>
    public sealed record Raise(string Name, string? Payload, Ack Ack) : Message;

    /// <summary>Hold.</summary>
    public sealed record Suspend(Ack Ack) : Message;

    /// <summary>Go on.</summary>
    public sealed record Resume(Ack Ack) : Message;

    /// <summary>End.</summary>
    public sealed record Terminate(string? Output, Ack Ack) : Message;

    /// <summary>The time of a delayed start has come.</summary>
    public sealed record Wake : Message;

    /// <summary>The custom status has waited long enough for company.</summary>
    public sealed record Flush : Message;

    /// <summary>The code awaits something that is not in its context.</summary>
    public sealed record Foreign(int Run) : Message;

    /// <summary>Who waits for it to be durable, if anybody.</summary>
    public Ack? Waiting => this switch
    {
        Raise raise => raise.Ack,
        Suspend suspend => suspend.Ack,
        Resume resume => resume.Ack,
        Terminate terminate => terminate.Ack,
        _ => null,
    };
}

/// <summary>A client that waits for its verb. True: durable. False: the instance had ended, look at it again.</summary>
internal sealed class Ack() : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
