using Microsoft.Extensions.DependencyInjection;

namespace Steward.Web.Endpoints.Intake;

/// <summary>What the webhook endpoint itself needs.</summary>
public static class WebhookServices
{
    /// <summary>Adds the bound on big bodies.</summary>
    public static IServiceCollection AddWebhookEndpoint(this IServiceCollection services) => services.AddSingleton<LargeBodies>();
}
