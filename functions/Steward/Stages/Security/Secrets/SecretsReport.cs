using Steward.Stages.Security.Scanning;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets;

/// <summary>What was scanned for a change: the payload of <c>secrets.completed</c>.</summary>
/// <param name="RulesVersion">The version of the rules.</param>
/// <param name="Files">The files of the change, deleted ones left out, by path.</param>
public sealed record SecretsReport(string RulesVersion, IReadOnlyList<ReportedFile> Files);

/// <summary>What was found in a blob: the payload of <c>secrets.scanned</c>. Places only, nothing of a secret.</summary>
/// <param name="RulesVersion">The version of the rules.</param>
/// <param name="Findings">The first findings, hints among them.</param>
public sealed record SecretsPayload(string RulesVersion, IReadOnlyList<SecretFinding> Findings);
