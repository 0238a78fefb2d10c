using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Stages.Security.Access.Running;

/// <summary>Reads the systems, and plans. Writes nothing anywhere.</summary>
/// <param name="systems">The systems that this host can speak to.</param>
/// <param name="time">The clock.</param>
public sealed class AccessPlans(IEnumerable<IGrantSystem> systems, TimeProvider time)
{
    /// <summary>The plan of a file at this moment. A system that cannot be read is unknown, and hides no other.</summary>
    public async Task<AccessPlan> PlanAsync(AccessModel model, BrakeOverrides overrides, CancellationToken cancellation) =>
        AccessPlanner.Plan(model, await ReadAsync(model, cancellation), time.GetUtcNow(), overrides);

    /// <summary>The plan of a file at this moment, by what the systems said.</summary>
    public AccessPlan Plan(AccessModel model, IReadOnlyList<SystemState> states) => AccessPlanner.Plan(model, states, time.GetUtcNow(), BrakeOverrides.None);

    /// <summary>What the systems say of what the file mentions.</summary>
    public async Task<IReadOnlyList<SystemState>> ReadAsync(AccessModel model, CancellationToken cancellation)
    {
        var states = new List<SystemState>();
        foreach (var name in new[] { SystemNames.GitHub, SystemNames.Azure })
        {
            if (CareScope.Of(model, name) is { } care) states.Add(await ReadAsync(name, care, cancellation));
        }

        return states;
    }

    /// <summary>The system of a name; Invalid where this host has none.</summary>
    public IGrantSystem Find(string name) => systems.FirstOrDefault(s => s.Name == name)
        ?? throw StewardException.Invalid($"The file handles {name}, and this host has no credentials for it: {(name == SystemNames.GitHub ? "set up the GitHub App" : "set Access:Azure")}, or take systems.{name} out of the file.");

    private async Task<SystemState> ReadAsync(string name, CareScope care, CancellationToken cancellation)
    {
        try
        {
            return await Find(name).ReadAsync(care, cancellation);
        }
        catch (StewardException failure)
        {
            return new SystemState(name, time.GetUtcNow()) { Problem = failure.Message };
        }
    }
}
