using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Engine;
using Steward.Intake;

namespace Steward.Changes;

/// <summary>Registers what takes changes through the stages.</summary>
public static class ChangeServices
{
    /// <summary>Adds the change's workflows, activities and handler.</summary>
    public static IServiceCollection AddChanges(this IServiceCollection services, TaskCatalog catalog)
    {
        catalog.AddOrchestrator<ChangeWorkflow, ChangeRequest, Decision>()
            .AddOrchestrator<ReopenedChangeWorkflow, DecideRequest, Decision>()
            .AddActivity<ReceiveChange, ChangeRequest, Nothing>()
            .AddActivity<DecideChange, DecideRequest, Decision>()
            .AddActivity<PublishChange, Kernel.ChangeId, Nothing>();
        services.AddSingleton<FactCollector>();
        services.AddSingleton<ChangeJudge>();
        services.AddSingleton<ChangePreview>();
        services.AddSingleton<LastLetThrough>();
        services.AddSingleton<IChangeReopener, ChangeReopener>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRepositoryEventHandler, PushHandler>());
        return services;
    }
}
