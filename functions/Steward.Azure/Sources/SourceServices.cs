using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.GitHub;
using Steward.Changes;
using Steward.Intake.Reconcile;
using Steward.Source;
using Steward.Stages.Release.Deployments;
using Steward.Stages.Release.Releases.Publishing;
using Steward.Stages.Release.Reviews;
using Steward.Stages.Testing.Results.Announcements.Workflows;

namespace Steward.Azure.Sources;

/// <summary>Registers access to code, and the effects on the service that it comes from.</summary>
public static class SourceServices
{
    /// <summary>
    /// Registers <see cref="ISourceCatalog"/>, <see cref="IVerdictPublisher"/>, <see cref="IWorkflowJobs"/>, <see cref="IReleasePublisher"/>, <see cref="IPullRequests"/> and <see cref="IDeploymentGate"/>, and with a GitHub App <see cref="IFailedDeliveries"/>. They take the product store, the
    /// clock and the logs from the services. GitHub options that cannot be right throw Invalid here, at start.
    /// </summary>
    public static IServiceCollection AddSources(this IServiceCollection services, SourceOptions options)
    {
        services.AddSingleton<ISourceCatalog, SourceCatalog>();
        if (options.AllowLocalGit) services.AddSingleton<ISourceFactory>(s => new LocalGitSources(options, s.GetRequiredService<TimeProvider>()));
        return options.GitHub is { } github ? services.AddGitHub(github)
            : services.AddSingleton<IVerdictPublisher, NoGitHub>().AddSingleton<IWorkflowJobs, NoWorkflows>().AddSingleton<IReleasePublisher, NoGitHub>()
                .AddSingleton<IPullRequests, NoGitHub>().AddSingleton<IDeploymentGate, NoGitHub>();
    }

    private static IServiceCollection AddGitHub(this IServiceCollection services, GitHubOptions options)
    {
        options.Validate();
        return services
            .AddSingleton(s => new GitHubConnections(options, s.GetRequiredService<TimeProvider>()))
            .AddSingleton<ISourceFactory, GitHubSources>()
            .AddSingleton(s => new GitHubClones(s.GetRequiredService<GitHubConnections>(), options))
            .AddSingleton<IVerdictPublisher, GitHubVerdictPublisher>()
            .AddSingleton<IFailedDeliveries, GitHubRedelivery>()
            .AddSingleton<IWorkflowJobs, GitHubWorkflowJobs>()
            .AddSingleton<IReleasePublisher, GitHubReleasePublisher>()
            .AddSingleton<IPullRequests, GitHubPullRequests>()
            .AddSingleton<IDeploymentGate>(s => new GitHubDeploymentGate(s.GetRequiredService<GitHubConnections>(), options));
    }
}
