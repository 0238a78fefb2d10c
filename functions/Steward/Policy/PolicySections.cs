using System.Collections.ObjectModel;

namespace Steward.Policy;

/// <summary>The sections of the policy that are known: the gate's own, and those of all registered capabilities. Filled once at start, then only read.</summary>
public sealed class PolicySections : Collection<IPolicySection>;
