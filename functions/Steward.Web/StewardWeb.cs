using Steward.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Steward.Access;
using Steward.Changes;
using Steward.Health;
using Steward.Kernel;
using Steward.Web.Access;
using Steward.Web.Dashboard;
using Steward.Web.Endpoints;
using Steward.Web.Http;
using Steward.Web.OpenApi;
using Steward.Web.Problems;

namespace Steward.Web;

/// <summary>Sets up the endpoints and the dashboard; both hosts call these two.</summary>
public static class StewardWeb
{
    /// <summary>Adds what the endpoints need. The host adds stores, ledger, engine, <see cref="IChangeReopener"/> and the clock.</summary>
    public static IServiceCollection AddStewardWeb(this IServiceCollection services, WebOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems) throw StewardException.Invalid(string.Join(" ", problems));
        services.AddRouting();
        // The framework's own lines show queries, and the query of /sign-in is a secret; Steward's lines show paths only.
        services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        services.AddSingleton(options);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(http => StewardJson.Apply(http.SerializerOptions));
        services.TryAddSingleton<INodeRole, AlwaysActive>();
        services.TryAddSingleton<TokenOptions>();
        services.TryAddSingleton<FailureLimitOptions>();
        services.AddSingleton<FailureLimit>().AddSingleton<AccessTokens>().AddSingleton<Sessions>().AddSingleton<SignIns>();
        services.AddSingleton<ChangeFinder>().AddSingleton<Endpoints.Gates.GatePreviews>().AddSingleton<PreviewLimit>().AddSingleton<Endpoints.Access.AccessWork>().AddSingleton<WaivablePaths>().AddSingleton<Interventions>().AddSingleton<EvidenceReader>();
        services.AddSingleton<ProductOverview>().AddSingleton<ProductRegistration>().AddSingleton<OrchestrationControl>().AddSingleton<ChangeRuns>();
        services.AddSingleton<StandingDoor>().AddSingleton<MergedHeads>().AddSingleton<ReachDoor>().AddSingleton<TokenUses>().AddSingleton<FailureDoor>().AddSingleton<BearerDoor>().AddSingleton<Authenticator>().AddSingleton<PageRenderer>().AddSingleton<ProblemAnswers>();
        return services.AddStewardOpenApi();
    }

    /// <summary>Adds the middleware in its order, and all endpoints. Nothing that the host adds after this is reached.</summary>
    public static void UseStewardWeb(this IApplicationBuilder app)
    {
        app.UseProxiesAndPathBase(app.ApplicationServices.GetRequiredService<WebOptions>());
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<HostHeaderMiddleware>();
        app.UseRouting();
        app.UseMiddleware<BodyLimitMiddleware>();
        app.UseMiddleware<AccessMiddleware>();
        app.UseEndpoints(routes => routes.MapSteward());
    }

    /// <summary>
    /// Middleware and endpoints as one delegate, for a host that routes by itself and hands requests over (the catch-all of Azure Functions).
    /// Its endpoint and route values are put aside meanwhile: routing leaves a request alone that has an endpoint already.
    /// </summary>
    public static RequestDelegate BuildStewardWeb(this IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseStewardWeb();
        var web = app.Build();
        return async context =>
        {
            var (endpoint, values) = (context.GetEndpoint(), context.Request.RouteValues);
            context.SetEndpoint(null);
            context.Request.RouteValues = [];
            try
            {
                await web(context);
            }
            finally
            {
                context.SetEndpoint(endpoint);
                context.Request.RouteValues = values;
            }
        };
    }
}
