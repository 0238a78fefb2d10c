using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Gates.Assumptions;
using Steward.Gates.Notes;
using Steward.Policy;

namespace Steward.Stages;

/// <summary>What capabilities register themselves with; the hosts read it once at start.</summary>
/// <param name="services">The services of the host.</param>
/// <param name="catalog">Where orchestrators and activities go.</param>
/// <param name="registry">Where everything else goes.</param>
public sealed class CapabilityBuilder(IServiceCollection services, TaskCatalog catalog, StageRegistry registry)
{
    /// <summary>The host's services, for the capability's own ones.</summary>
    public IServiceCollection Services => services;

    /// <summary>Adds an orchestrator.</summary>
    public CapabilityBuilder Orchestrator<T, TInput, TOutput>()
        where T : IOrchestrator<TInput, TOutput>, new()
    {
        catalog.AddOrchestrator<T, TInput, TOutput>();
        return this;
    }

    /// <summary>Adds an activity.</summary>
    public CapabilityBuilder Activity<T, TInput, TOutput>()
        where T : class, IActivity<TInput, TOutput>
    {
        catalog.AddActivity<T, TInput, TOutput>();
        return this;
    }

    /// <summary>Adds an orchestrator that is run for every change, in parallel with those of the other capabilities.</summary>
    public CapabilityBuilder OnChange<T>(ICapability capability)
        where T : IOrchestrator<StageRequest, Nothing>, new()
    {
        registry.OnChange.Add(new StageStep(capability.Stage, capability.Name, T.Name));
        return Orchestrator<T, StageRequest, Nothing>();
    }

    /// <summary>Adds a criterion of the gate for changes.</summary>
    public CapabilityBuilder Criterion(ICriterion criterion)
    {
        registry.Criteria.Add(criterion);
        return this;
    }

    /// <summary>Adds a criterion of the gate for releases; the gate for changes does not know it.</summary>
    public CapabilityBuilder ReleaseCriterion(ICriterion criterion)
    {
        registry.ReleaseCriteria.Add(criterion);
        return this;
    }

    /// <summary>Adds what a capability adds to a verdict where it is shown.</summary>
    public CapabilityBuilder Notes<T>()
        where T : class, IVerdictNotes
    {
        services.AddSingleton<IVerdictNotes, T>();
        return this;
    }

    /// <summary>Adds a form of what people may assume when they ask what would be.</summary>
    public CapabilityBuilder Assumption<T>()
        where T : class, IAssumption
    {
        services.AddSingleton<IAssumption, T>();
        return this;
    }

    /// <summary>Adds what a capability says of its part of two policies: where the later asks for less.</summary>
    public CapabilityBuilder Weakening<T>()
        where T : class, IWeakening
    {
        services.AddSingleton<IWeakening, T>();
        return this;
    }

    /// <summary>Adds a section of the policy.</summary>
    public CapabilityBuilder Section(IPolicySection section)
    {
        registry.Sections.Add(section);
        return this;
    }

    /// <summary>Adds an algorithm that handles files, so that policies can ask for it.</summary>
    public CapabilityBuilder Processor(string name, string kind, ProcessorScope scope) => Processor(new Processor(name, kind, scope));

    /// <summary>Adds an algorithm that handles files, so that policies can ask for it.</summary>
    public CapabilityBuilder Processor(Processor processor)
    {
        registry.Processors.Add(processor);
        return this;
    }

    /// <summary>Adds a schedule: an orchestration that a timer starts.</summary>
    public CapabilityBuilder Schedule(Schedule schedule)
    {
        registry.Schedules.Add(schedule);
        return this;
    }
}
