using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Stages;

namespace Steward.Cli.Commands.Policy;

/// <summary>What the policy commands share: the sections that this version of Steward knows.</summary>
internal static class PolicyParts
{
    /// <summary>The registry as a host fills it; the services that capabilities add are of no use here.</summary>
    public static StageRegistry Registry() => new ServiceCollection().AddCapabilities(new TaskCatalog());
}
