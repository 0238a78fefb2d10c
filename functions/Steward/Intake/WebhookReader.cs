using Steward.Intake.Parsing;
using Steward.Kernel;

namespace Steward.Intake;

/// <summary>Authenticates a webhook on its raw bytes and reads it into a delivery. Pure: it stores nothing.</summary>
/// <param name="options">The secrets.</param>
/// <param name="time">When it came.</param>
public sealed class WebhookReader(IntakeOptions options, TimeProvider time)
{
    private const string NotSigned =
        "The signature is missing or wrong: X-Hub-Signature-256 must be the HMAC-SHA256 of the raw body with the webhook's secret.";

    private readonly IReadOnlyList<byte[]> _keys = Keys(options);

    /// <summary>The answer to everything that is not rightly signed.</summary>
    public static IntakeResult RefusedAsNotSigned { get; } = IntakeResult.Refused(IntakeRefusal.NotSigned, NotSigned);

    /// <summary>The delivery; or null and the refusal.</summary>
    public Delivery? Read(WebhookRequest request, ReadOnlySpan<byte> body, out IntakeResult? refusal)
    {
        refusal = Refuse(request, body);
        if (refusal is not null) return null;
        var parsed = WebhookParser.Parse(request.EventName!, body);
        if (parsed.Problem is not null)
        {
            refusal = IntakeResult.Refused(IntakeRefusal.Malformed, parsed.Problem);
            return null;
        }

        return new Delivery
        {
            Id = request.DeliveryId!,
            EventName = request.EventName!,
            Product = parsed.Product,
            ReceivedAt = time.GetUtcNow(),
            Event = parsed.Event,
            BodyDigest = Digest.Sha256(body),
            State = parsed.Event is null ? DeliveryState.Ignored : DeliveryState.Stored,
            Reason = parsed.Ignored,
        };
    }

    // Whoever has not signed learns nothing else, not even which headers are missing.
    private IntakeResult? Refuse(WebhookRequest request, ReadOnlySpan<byte> body)
    {
        if (!WebhookSignature.IsValid(_keys, request.Signature, body)) return RefusedAsNotSigned;
        return request.Problem() is { } problem ? IntakeResult.Refused(IntakeRefusal.Malformed, problem) : null;
    }

    private static IReadOnlyList<byte[]> Keys(IntakeOptions options)
    {
        options.Validate();
        return options.Keys();
    }
}
