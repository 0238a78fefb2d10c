namespace Steward.Intake;

/// <summary>The headers of a webhook, as they came.</summary>
/// <param name="EventName"><c>X-GitHub-Event</c>, or null.</param>
/// <param name="DeliveryId"><c>X-GitHub-Delivery</c>, or null. GitHub does not sign it: it tells repeats apart, it proves nothing.</param>
/// <param name="Signature"><c>X-Hub-Signature-256</c>, or null.</param>
public readonly record struct WebhookRequest(string? EventName, string? DeliveryId, string? Signature)
{
    /// <summary>The longest body that GitHub sends, and that is taken: 25 MB.</summary>
    public const int MaxBody = 25 * 1024 * 1024;

    /// <summary>The header with the event's name.</summary>
    public const string EventHeader = "X-GitHub-Event";

    /// <summary>The header with the delivery's id.</summary>
    public const string DeliveryHeader = "X-GitHub-Delivery";

    /// <summary>What is wrong with the headers that name event and delivery, or null. The values themselves are never repeated.</summary>
    internal string? Problem() => this switch
    {
        { EventName: null or "" } => $"The header {EventHeader} is missing: it names the event.",
        { DeliveryId: null or "" } => $"The header {DeliveryHeader} is missing: it tells repeated deliveries apart.",
        _ when !IsName(EventName, 60) => $"The header {EventHeader} must be 1 to 60 lower-case letters, digits and underscores.",
        _ when !IsId(DeliveryId, 100) => $"The header {DeliveryHeader} must be 1 to 100 letters, digits and hyphens.",
        _ => null,
    };

    private static bool IsName(string text, int max) =>
        text.Length <= max && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static bool IsId(string text, int max) => text.Length <= max && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
