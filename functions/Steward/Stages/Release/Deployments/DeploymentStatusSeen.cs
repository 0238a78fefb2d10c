namespace Steward.Stages.Release.Deployments;

/// <summary>Another state of a deployment, as its event tells of it: the input of the orchestration that judges it again.</summary>
/// <param name="Request">The deployment; its callback has had its answer, and is none.</param>
/// <param name="State">GitHub's state: <c>queued</c>, <c>in_progress</c> or <c>success</c>.</param>
public sealed record DeploymentStatusSeen(DeploymentRequest Request, string State);
