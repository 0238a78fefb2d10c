using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Steward.Intake;

namespace Steward.Web.Endpoints.Intake;

/// <summary>
/// <c>POST /api/github/webhooks</c>: GitHub's deliveries. Open to all, because each one is signed. Answers 202 once it is stored, 400 for what
/// cannot be read, 401 without a right signature, 413 over 25 MB, 415 for anything but JSON, 503 when storage does not answer.
/// </summary>
public sealed class WebhookEndpoints : IEndpointGroup
{
    /// <summary>The path.</summary>
    public const string Path = "/api/github/webhooks";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, (RequestDelegate)ReceiveAsync)
            .OpenToAll()
            .WithName("ReceiveGitHubWebhook")
            .WithSummary("Takes a signed GitHub webhook in: it is stored before the answer, and started behind it.");

    private static async Task ReceiveAsync(HttpContext context)
    {
        try
        {
            if (ContentRules.Refuse(context.Request) is { } refused) await WebhookAnswers.WriteProblemAsync(context, refused.Status, refused.Sentence);
            else await ReadAndKeepAsync(context);
        }
        catch (BadHttpRequestException broken)
        {
            // The request itself is no HTTP that can be read to its end: wrong chunks, too slow, cut off.
            await WebhookAnswers.WriteProblemAsync(context, broken.StatusCode, "The request's body could not be read to its end.");
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // The sender has gone; there is nobody to answer.
            context.Abort();
        }
    }

    private static async Task ReadAndKeepAsync(HttpContext context)
    {
        var intake = context.RequestServices.GetRequiredService<IntakeService>();
        var headers = HeadersOf(context.Request);
        if (!WebhookSignature.IsWellFormed(headers.Signature))
        {
            await WebhookAnswers.WriteAsync(context, intake.RefuseUnsigned());
            return;
        }

        using var body = await BoundedBody.ReadAsync(context.Request, context.RequestServices.GetRequiredService<LargeBodies>(), context.RequestAborted);
        if (body.Refusal is { } refused)
        {
            await WebhookAnswers.WriteProblemAsync(context, refused.Status, refused.Sentence);
            return;
        }

        // Not the request's own cancellation: what has arrived in whole is stored, whether or not the sender waits for the answer.
        using var patience = new CancellationTokenSource(
            context.RequestServices.GetRequiredService<IntakeOptions>().StoreTimeout, context.RequestServices.GetRequiredService<TimeProvider>());
        await WebhookAnswers.WriteAsync(context, await intake.ReceiveAsync(headers, body.Bytes, patience.Token));
    }

    private static WebhookRequest HeadersOf(HttpRequest request) => new(
        request.Headers[WebhookRequest.EventHeader],
        request.Headers[WebhookRequest.DeliveryHeader],
        request.Headers[WebhookSignature.Header]);
}
