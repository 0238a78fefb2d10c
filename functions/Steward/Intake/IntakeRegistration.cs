using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Intake.Reconcile;
using Steward.Stages;

namespace Steward.Intake;

/// <summary>Registers the intake with a host.</summary>
public static class IntakeRegistration
{
    /// <summary>
    /// Adds the intake's services, its reconcile and its schedule. The host brings <see cref="IDeliveryStore"/>, the product store, logging and
    /// the clock; handlers (<see cref="IRepositoryEventHandler"/>) and senders (<see cref="IFailedDeliveries"/>) add themselves as services.
    /// </summary>
    /// <exception cref="Kernel.StewardException">Invalid: options that cannot be right, such as a missing secret. The host must not start.</exception>
    public static IServiceCollection AddIntake(
        this IServiceCollection services, IntakeOptions options, TaskCatalog catalog, StageRegistry registry)
    {
        options.Validate();
        catalog.AddOrchestrator<ReconcileWorkflow, ScheduledRun, ReconcileReport>();
        catalog.AddActivity<SettleStoredDeliveries, ScheduledRun, int>();
        catalog.AddActivity<RequestRedeliveries, ScheduledRun, int>();
        registry.Schedules.Add(new Schedule("reconcile", "* * * * *", ReconcileWorkflow.Name, CatchUp: false));
        return services
            .AddSingleton(options)
            .AddSingleton<WebhookReader>()
            .AddSingleton<RegisteredProducts>()
            .AddSingleton<IDeliveryDispatcher, DeliveryDispatcher>()
            .AddSingleton<DeliverySettling>()
            .AddSingleton<DispatchQueue>()
            .AddSingleton<RedeliveryCursor>()
            .AddSingleton<IntakeService>();
    }
}
