using System.Collections.ObjectModel;

namespace Steward.Gates;

/// <summary>The criteria of the gate for changes, of all registered capabilities. Filled once at start, then only read.</summary>
public sealed class GateCriteria : Collection<ICriterion>;

/// <summary>What releases are asked for beyond that. Filled once at start, then only read.</summary>
public sealed class ReleaseCriteria : Collection<ICriterion>;
