using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Engine;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Orchestrations;

/// <summary>Shows and steers orchestrations.</summary>
public sealed class OrchestrationEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/orchestrations").WithTags("Orchestrations");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("Orchestrations by state and beginning of their id, failed ones first.");
        group.MapGet("{**id}", GetAsync).RequireLevel(AccessLevel.Read).WithSummary("One orchestration with its input and output.");
        Steer(group, "resume", (control, request, stop) => control.ResumeAsync(request, stop), "Lets a suspended orchestration go on, and a failed one try again.");
        Steer(group, "suspend", (control, request, stop) => control.SuspendAsync(request, stop), "Holds an orchestration.");
        Steer(group, "terminate", (control, request, stop) => control.TerminateAsync(request, stop), "Ends an orchestration.");
        Steer(group, "purge", (control, request, stop) => control.PurgeAsync(request, stop), "Removes an ended orchestration with its history.");
    }

    private static void Steer(
        RouteGroupBuilder group, string verb, Func<OrchestrationControl, SteerRequest, CancellationToken, Task<SteerAnswer>> act, string summary) =>
        group.MapPost(verb, (SteerRequest request, OrchestrationControl control, CancellationToken cancellation) => act(control, request, cancellation))
            .RequireLevel(AccessLevel.Administer).LimitBody().WithSummary(summary);

    private static Task<OrchestrationList> ListAsync(
        string? prefix, string? status, OrchestrationControl control, CancellationToken cancellation) =>
        control.ListAsync(prefix, OrchestrationControl.ReadStatus(status), cancellation);

    private static Task<OrchestrationMetadata> GetAsync(string id, OrchestrationControl control, CancellationToken cancellation) =>
        control.GetAsync(id, cancellation);
}
