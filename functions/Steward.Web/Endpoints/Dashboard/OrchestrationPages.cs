using Steward.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's page about orchestrations.</summary>
public sealed class OrchestrationPages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/orchestrations", ListAsync)
        .RequireLevel(AccessLevel.Read).WithSummary("The orchestrations, failed ones first.").ExcludeFromDescription();

    // A form sends fields that were left empty as empty texts.
    private static async Task<IResult> ListAsync(string? prefix, string? status, OrchestrationControl control, CancellationToken cancellation)
    {
        var asked = OrchestrationControl.ReadStatus(status);
        var begins = string.IsNullOrWhiteSpace(prefix) ? null : prefix.Trim();
        return new PageResult<OrchestrationsPage>(new()
        {
            [nameof(OrchestrationsPage.List)] = await control.ListAsync(begins, asked, cancellation),
            [nameof(OrchestrationsPage.Prefix)] = begins,
            [nameof(OrchestrationsPage.Status)] = asked,
        });
    }
}
