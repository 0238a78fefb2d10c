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
        Steer(group, "resume", (desk, request, stop) => desk.ResumeAsync(request, stop), "Lets a suspended orchestration go on, and a failed one try again.");
        Steer(group, "suspend", (desk, request, stop) => desk.SuspendAsync(request, stop), "Holds an orchestration.");
        Steer(group, "terminate", (desk, request, stop) => desk.TerminateAsync(request, stop), "Ends an orchestration.");
        Steer(group, "purge", (desk, request, stop) => desk.PurgeAsync(request, stop), "Removes an ended orchestration with its history.");
    }

    private static void Steer(
        RouteGroupBuilder group, string verb, Func<OrchestrationDesk, SteerRequest, CancellationToken, Task<SteerAnswer>> act, string summary) =>
        group.MapPost(verb, (SteerRequest request, OrchestrationDesk desk, CancellationToken cancellation) => act(desk, request, cancellation))
            .RequireLevel(AccessLevel.Administer).LimitBody().WithSummary(summary);

    private static Task<OrchestrationList> ListAsync(
        string? prefix, string? status, OrchestrationDesk desk, CancellationToken cancellation) =>
        desk.ListAsync(prefix, OrchestrationDesk.ReadStatus(status), cancellation);

    private static Task<OrchestrationMetadata> GetAsync(string id, OrchestrationDesk desk, CancellationToken cancellation) =>
        desk.GetAsync(id, cancellation);
}
