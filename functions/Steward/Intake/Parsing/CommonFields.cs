using Steward.Kernel;

namespace Steward.Intake.Parsing;

/// <summary>The fields that all events share.</summary>
internal static class CommonFields
{
    private const string FullName = "repository.full_name";
    private const string Sender = "sender.login";
    private const string Pusher = "pusher.name";

    /// <summary>Their paths.</summary>
    public static IReadOnlyList<string> Paths { get; } = [FullName, Sender, Pusher];

    /// <summary>Where and who. A push by a deploy key has no sender but a pusher.</summary>
    public static EventContext Read(Payload payload)
    {
        var name = payload.Text(FullName);
        if (!ProductId.TryParse(name, out var product)) throw new PayloadException($"{FullName} must be owner/name.");
        var login = payload.Has(Sender) ? payload.Text(Sender) : payload.Has(Pusher) ? payload.Text(Pusher) : payload.Text(Sender);
        return new EventContext(product, $"github:{Texts.Clip(login, 100)}");
    }

    /// <summary>The product of an event that nobody reads, where it has one.</summary>
    public static ProductId? ProductOf(Payload payload) =>
        payload.Has(FullName) && ProductId.TryParse(payload.Label(FullName), out var product) ? product : null;
}
