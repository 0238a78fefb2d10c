using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Tracing;

/// <summary>Which evidence of a product somebody wants to see; what is null does not matter.</summary>
public sealed record HistoryFilter
{
    /// <summary>The longest time that can be asked for, in days.</summary>
    public const int MaxDays = 36_500;

    private const int MaxText = 200;

    /// <summary>What the kind begins with: <c>change.</c></summary>
    public string? Kind { get; init; }

    /// <summary>Who did it, exactly.</summary>
    public string? Actor { get; init; }

    /// <summary>What it is about.</summary>
    public Subject? Subject { get; init; }

    /// <summary>What it came to.</summary>
    public EvidenceOutcome? Outcome { get; init; }

    /// <summary>The last so many days.</summary>
    public int? Days { get; init; }

    /// <summary>Reads what somebody wrote into a form, where fields can be empty. Invalid with what to do.</summary>
    public static HistoryFilter Parse(string? kind, string? actor, string? subject, string? outcome, string? days) => new()
    {
        Kind = Text("kind", kind),
        Actor = Text("actor", actor),
        Subject = string.IsNullOrWhiteSpace(subject) ? null : TextId.Parse<Subject>(subject.Trim(), "a subject as kind:id"),
        Outcome = string.IsNullOrEmpty(outcome) ? null : Enum.TryParse<EvidenceOutcome>(outcome, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
            : throw StewardException.Invalid($"'{Texts.Clip(outcome, 40)}' is no outcome; there are {string.Join(", ", Enum.GetNames<EvidenceOutcome>())}."),
        Days = string.IsNullOrWhiteSpace(days) ? null : int.TryParse(days.Trim(), out var number) && number is >= 1 and <= MaxDays ? number
            : throw StewardException.Invalid($"'{Texts.Clip(days, 40)}' is no number of days from 1 to {MaxDays}."),
    };

    /// <summary>True for evidence that is wanted at a time.</summary>
    public bool Takes(Evidence evidence, DateTimeOffset now) =>
        (Kind is null || evidence.Kind.StartsWith(Kind, StringComparison.Ordinal))
        && (Actor is null || evidence.Actor == Actor)
        && (Subject is null || evidence.Subject == Subject)
        && (Outcome is null || evidence.Outcome == Outcome)
        && (Days is not { } days || evidence.Time > now.AddDays(-days));

    private static string? Text(string name, string? text) => text?.Trim() is not { Length: > 0 } trimmed ? null
        : trimmed.Length <= MaxText && !trimmed.Any(char.IsControl) ? trimmed
        : throw StewardException.Invalid($"{name} has more than {MaxText} characters, or some that cannot be printed.");
}
