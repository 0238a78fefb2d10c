using Steward.Kernel;

namespace Steward.Intake.Parsing;

/// <summary>Reads one kind of GitHub event. A new kind is one such class and one line in <see cref="EventParsers"/>.</summary>
internal interface IEventParser
{
    /// <summary>The event's name in <c>X-GitHub-Event</c>.</summary>
    string EventName { get; }

    /// <summary>The fields that it needs, as paths with dots, besides the common ones (<see cref="CommonFields"/>).</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>The event, or why there is nothing to do.</summary>
    /// <exception cref="PayloadException">A needed field is missing or cannot be right.</exception>
    ParsedEvent Parse(EventContext context, Payload payload);
}

/// <summary>What every event has.</summary>
/// <param name="Product">Where it happened.</param>
/// <param name="Actor">Who did it: <c>github:login</c>.</param>
internal readonly record struct EventContext(ProductId Product, string Actor);

/// <summary>An event, or why it is ignored: one of the two.</summary>
/// <param name="Event">The event.</param>
/// <param name="Ignored">The reason.</param>
internal readonly record struct ParsedEvent(RepositoryEvent? Event, string? Ignored)
{
    /// <summary>An event.</summary>
    public static implicit operator ParsedEvent(RepositoryEvent happened) => new(happened, null);

    /// <summary>Nothing to do.</summary>
    public static ParsedEvent Nothing(string reason) => new(null, reason);
}
