namespace Steward.Engine.Embedded.Run;

/// <summary>What an orchestrator can ask for.</summary>
internal enum StepKind
{
    /// <summary>An activity.</summary>
    Activity,

    /// <summary>A sub-orchestration.</summary>
    Sub,

    /// <summary>A timer.</summary>
    Timer,
}

/// <summary>Something that an orchestrator asked for and waits for. Numbered in the order asked, which is the same in every replay.</summary>
internal sealed class Step
{
    /// <summary>Its number in the run.</summary>
    public required int Number { get; init; }

    /// <summary>What it is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The task's name; a timer has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The input, JSON.</summary>
    public string? Input { get; init; }

    /// <summary>What happens when it fails.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>The sub-orchestration's instance id.</summary>
    public string? Child { get; init; }

    /// <summary>When it was asked for; the retry timeout counts from it.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>When it is due: the timer's time, or the next attempt's.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>How many attempts have failed.</summary>
    public int Attempts { get; set; }

    /// <summary>What the orchestrator awaits. Its continuations run inside the turn that completes it.</summary>
    public TaskCompletionSource<string?> Answer { get; } = new();

    /// <summary>For people: "activity 'Scan'".</summary>
    public override string ToString() => Describe(Kind, Name);

    /// <summary>For people: "activity 'Scan'".</summary>
    public static string Describe(StepKind? kind, string? name) => kind switch
    {
        StepKind.Activity => $"activity '{name}'",
        StepKind.Sub => $"sub-orchestration '{name}'",
        _ => "a timer",
    };
}
