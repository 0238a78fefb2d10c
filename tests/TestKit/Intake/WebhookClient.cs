using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Steward.Intake;

namespace Steward.TestKit.Intake;

/// <summary>Sends webhooks as GitHub does: signed, JSON, with its headers.</summary>
/// <param name="http">Where to.</param>
/// <param name="secret">The webhook's secret.</param>
public sealed class WebhookClient(HttpClient http, string secret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>Sends a signed delivery; gives status and body.</summary>
    public Task<Reply> SendAsync(string eventName, string id, byte[] body) => SendAsync(Request(eventName, id, body));

    /// <summary>Sends a request as it is.</summary>
    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>A signed request, to be changed before it is sent.</summary>
    public HttpRequestMessage Request(string eventName, string id, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/github/webhooks") { Content = content };
        request.Headers.Add(WebhookRequest.EventHeader, eventName);
        request.Headers.Add(WebhookRequest.DeliveryHeader, id);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(_secret, body));
        return request;
    }
}

/// <summary>What came back.</summary>
public sealed record Reply(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, string? MediaType);
