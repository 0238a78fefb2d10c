using Microsoft.AspNetCore.Builder;
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
    private readonly Lazy<RequestDelegate> _pipeline = new(() =>
    {
        var app = new ApplicationBuilder(services);
        app.UseStewardWeb();
        return app.Build();
    });

    /// <summary>Answers a request. The answer is written when the task has ended; the result says that nothing is left to write.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, DurableTaskClient client)
    {
        clients.Use(client);
        // The trigger's own route has been matched already, and would keep ours from being looked for.
        request.HttpContext.SetEndpoint(null);
        request.RouteValues.Clear();
        await _pipeline.Value(request.HttpContext);
        return new EmptyResult();
    }
}
