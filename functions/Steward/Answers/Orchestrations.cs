using Steward.Engine;

namespace Steward.Answers;

/// <summary>Orchestrations, failed ones first.</summary>
/// <param name="Orchestrations">The instances.</param>
/// <param name="More">True when there are more than are shown.</param>
public sealed record OrchestrationList(IReadOnlyList<OrchestrationMetadata> Orchestrations, bool More);

/// <summary>Asks to steer an orchestration.</summary>
/// <param name="Id">The instance's id.</param>
/// <param name="Reason">Why, for the log and the instance.</param>
public sealed record SteerRequest(string Id, string? Reason = null);

/// <summary>What an orchestration was told.</summary>
/// <param name="Id">The instance's id.</param>
/// <param name="Did">What was asked of the engine: <c>resumed</c>, <c>rewound</c>, <c>suspended</c>, <c>terminated</c>, <c>purged</c>.</param>
public sealed record SteerAnswer(string Id, string Did);
