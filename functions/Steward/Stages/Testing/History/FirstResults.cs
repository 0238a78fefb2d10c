using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>The oldest results of a branch that are kept, of any set: what is in them is not new. They are looked for once, and again when they have been removed.</summary>
/// <param name="Branch">The branch: <c>refs/heads/main</c>.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Set">The test set whose results they are.</param>
/// <param name="At">When they were received.</param>
public sealed record FirstResults(string Branch, CommitSha Commit, string Set, DateTimeOffset At);
