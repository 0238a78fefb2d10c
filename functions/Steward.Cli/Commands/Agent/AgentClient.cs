using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Cli.Commands.Agent;

/// <summary>What an agent says to Steward and hears from it.</summary>
internal sealed class AgentClient : IDisposable
{
    private const string Orders = "api/backups/orders";
    private const int MaxAnswer = 4 * 1024 * 1024;
    private readonly AgentOptions _options;
    private readonly HttpClient _http;

    public AgentClient(AgentOptions options)
    {
        _options = options;
        _http = new HttpClient { BaseAddress = new Uri(options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(100), MaxResponseContentBufferSize = MaxAnswer };
    }

    /// <summary>The orders that have not ended. Forbidden when the token is for another agent than this one is called.</summary>
    public async Task<IReadOnlyList<AgentOrder>> ListAsync(CancellationToken cancellation)
    {
        var answer = await SendAsync<AgentOrders>(HttpMethod.Get, Orders, null, cancellation);
        return answer.Agent == _options.Name
            ? answer.Orders
            : throw new StewardException(FailureKind.Forbidden, $"The token in {_options.TokenFile} is for the agent '{Texts.Clip(answer.Agent, 60)}', and this one is '{_options.Name}'.");
    }

    /// <summary>Claims an order. Conflict when another program has it.</summary>
    public Task<AgentOrder> ClaimAsync(string order, string instance, CancellationToken cancellation) =>
        SendAsync<AgentOrder>(HttpMethod.Post, $"{Orders}/{Uri.EscapeDataString(order)}/claim", new ClaimRequest(instance), cancellation);

    /// <summary>Says how far an order is. Conflict when the claim is over.</summary>
    public Task ProgressAsync(string order, ProgressReport report, CancellationToken cancellation) =>
        SendAsync<JsonElement>(HttpMethod.Post, $"{Orders}/{Uri.EscapeDataString(order)}/progress", report, cancellation);

    /// <summary>Says how an order ended. Safe to repeat.</summary>
    public Task ReportAsync(string order, OrderReport report, CancellationToken cancellation) =>
        SendAsync<JsonElement>(HttpMethod.Post, $"{Orders}/{Uri.EscapeDataString(order)}/report", report, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.Token());
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json.Options);
        using var answer = await TryAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode) throw new StewardException(KindOf(answer.StatusCode), await SentenceAsync(answer, cancellation));
        return (await answer.Content.ReadFromJsonAsync<T>(Json.Options, cancellation))!;
    }

    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _http.SendAsync(request, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw StewardException.Unavailable($"Steward at {_options.Url} does not answer.", failure);
        }
    }

    private static FailureKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Conflict => FailureKind.Conflict,
        HttpStatusCode.NotFound => FailureKind.NotFound,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FailureKind.Forbidden,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => FailureKind.Unavailable,
        _ => FailureKind.Invalid,
    };

    private static async Task<string> SentenceAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
            if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } sentence) return Texts.Clip(sentence, 500);
        }
        catch (JsonException)
        {
            // Something in between answered: its status is all there is.
        }

        return $"Steward answered {(int)answer.StatusCode}.";
    }
}
