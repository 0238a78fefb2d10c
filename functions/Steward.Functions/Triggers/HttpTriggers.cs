using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Steward.Functions.Http;

namespace Steward.Functions.Triggers;

/// <summary>HTTP: one function for each kind of caller, so that the portal counts and shows them apart. Access is Steward's own, not the keys of Functions.</summary>
/// <param name="door">Where they all lead.</param>
internal sealed class HttpTriggers(FrontDoor door)
{
    [Function("Webhooks")]
    public Task<IActionResult> Webhooks([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/github/webhooks")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        door.AnswerAsync(request, client);

    [Function("Results")]
    public Task<IActionResult> Results([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "api/results/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        door.AnswerAsync(request, client);

    [Function("Logs")]
    public Task<IActionResult> Logs([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/logs/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        door.AnswerAsync(request, client);

    [Function("Api")]
    public Task<IActionResult> Api(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "delete", "head", Route = "api/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        door.AnswerAsync(request, client);

    [Function("Health")]
    public Task<IActionResult> Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        door.AnswerAsync(request, client);

    [Function("Dashboard")]
    public Task<IActionResult> Dashboard([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        door.AnswerAsync(request, client);
}
