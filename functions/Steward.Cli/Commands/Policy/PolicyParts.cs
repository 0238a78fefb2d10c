using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Policy;
using Steward.Stages;

namespace Steward.Cli.Commands.Policy;

/// <summary>What the policy commands share: the sections that this version of Steward knows.</summary>
internal static class PolicyParts
{
    /// <summary>The sections as a host fills them; the services that capabilities add are of no use here.</summary>
    public static PolicySections Sections() => new ServiceCollection().AddCapabilities(new TaskCatalog()).Sections;
}
