using System.Collections.ObjectModel;

namespace Steward.Gates;

/// <summary>The criteria of the gate for changes, of all registered capabilities. Filled once at start, then only read.</summary>
public sealed class GateCriteria : Collection<ICriterion>;
