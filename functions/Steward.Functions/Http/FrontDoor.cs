using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Steward.Functions.Durable;
using Steward.Web;

namespace Steward.Functions.Http;

/// <summary>Hands requests that came through any HTTP trigger to the endpoints and pages that both hosts share.</summary>
/// <param name="services">The host's services.</param>
/// <param name="clients">Learns the engine's client.</param>
internal sealed class FrontDoor(IServiceProvider services, DurableClients clients)
{
    private readonly Lazy<RequestDelegate> _web = new(services.BuildStewardWeb);

    /// <summary>Answers a request. The answer is written when the task has ended; the result says that nothing is left to write.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, DurableTaskClient client)
    {
        clients.Use(client);
        await _web.Value(request.HttpContext);
        return new EmptyResult();
    }
}
