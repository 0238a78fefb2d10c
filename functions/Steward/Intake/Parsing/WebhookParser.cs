using System.Collections.Frozen;
using Steward.Kernel;

namespace Steward.Intake.Parsing;

/// <summary>What a webhook's body says.</summary>
public sealed record ParsedWebhook
{
    /// <summary>The repository, where the payload names one.</summary>
    public ProductId? Product { get; init; }

    /// <summary>The event, or null.</summary>
    public RepositoryEvent? Event { get; init; }

    /// <summary>Why there is nothing to do, or null.</summary>
    public string? Ignored { get; init; }

    /// <summary>Why it cannot be read, or null: one sentence that names the field and never its value.</summary>
    public string? Problem { get; init; }
}

/// <summary>Turns GitHub's webhook bodies into Steward's own events: the only place that knows GitHub's JSON.</summary>
public static class WebhookParser
{
    private static readonly FrozenDictionary<string, Plan> Plans = EventParsers.All.ToFrozenDictionary(p => p.EventName, p => new Plan(p));
    private static readonly Plan NoPlan = new(null);

    /// <summary>The names of the events that are read; all others are recorded as ignored.</summary>
    public static IReadOnlyCollection<string> KnownEvents => Plans.Keys;

    /// <summary>Reads a body in one pass. It never throws for what the body holds.</summary>
    public static ParsedWebhook Parse(string eventName, ReadOnlySpan<byte> body)
    {
        try
        {
            var plan = Plans.GetValueOrDefault(eventName, NoPlan);
            var payload = plan.Scan(body);
            return plan.Parser is { } parser ? Read(parser, payload) : Pass(eventName, payload);
        }
        catch (PayloadException problem)
        {
            return new ParsedWebhook { Problem = $"{eventName}: {problem.Message}" };
        }
    }

    private static ParsedWebhook Read(IEventParser parser, Payload payload)
    {
        var context = CommonFields.Read(payload);
        var parsed = parser.Parse(context, payload);
        return new ParsedWebhook { Product = context.Product, Event = parsed.Event, Ignored = Texts.Clip(parsed.Ignored, 300) };
    }

    private static ParsedWebhook Pass(string eventName, Payload payload) => new()
    {
        Product = CommonFields.ProductOf(payload),
        Ignored = eventName == "ping" ? "GitHub's ping: the webhook works." : $"Steward does nothing on {eventName} events.",
    };

    private sealed class Plan
    {
        private readonly string[] _paths;
        private readonly FieldTree _tree;

        public Plan(IEventParser? parser)
        {
            Parser = parser;
            _paths = [.. CommonFields.Paths, .. parser?.Fields ?? []];
            _tree = FieldTree.Of(_paths);
        }

        public IEventParser? Parser { get; }

        public Payload Scan(ReadOnlySpan<byte> body) => new(_paths, PayloadScanner.Scan(body, _tree, _paths.Length));
    }
}
