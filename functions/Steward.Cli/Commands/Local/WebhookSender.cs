using System.Net.Http.Headers;
using System.Text;
using Steward.Cli.Remote;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Cli.Commands.Local;

/// <summary>Sends a webhook as GitHub does: signed with the secret in <c>STEWARD_WEBHOOK_SECRET</c>.</summary>
internal static class WebhookSender
{
    /// <summary>Sends a push. Invalid when the secret is not set or Steward refuses it.</summary>
    public static Task SendAsync(CliServices services, StewardClient client, byte[] body, CancellationToken cancellation)
    {
        var secret = services.Environment("STEWARD_WEBHOOK_SECRET") is { Length: > 0 } set
            ? set
            : throw StewardException.Invalid("STEWARD_WEBHOOK_SECRET is not set: it must be the webhook secret of the running Steward.");
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.Add("X-GitHub-Event", "push");
        content.Headers.Add("X-GitHub-Delivery", Guid.CreateVersion7(services.Time.GetUtcNow()).ToString());
        content.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(Encoding.UTF8.GetBytes(secret), body));
        return client.PostContentAsync<object>("api/github/webhooks", content, cancellation);
    }
}
