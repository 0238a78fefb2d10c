using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Steward.Functions.Durable;

namespace Steward.Functions.Triggers;

/// <summary>Orchestrations: one function each, by its own name, so that the portal and durable monitors read well.</summary>
/// <param name="tasks">Runs them.</param>
internal sealed class OrchestrationTriggers(TaskRunner tasks)
{
    [Function("Antivirus")]
    public Task<JsonElement?> Antivirus([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Antivirus", context);

    [Function("Change")]
    public Task<JsonElement?> Change([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Change", context);

    [Function("Coverage")]
    public Task<JsonElement?> Coverage([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Coverage", context);

    [Function("Environment")]
    public Task<JsonElement?> Environment([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Environment", context);

    [Function("Expectations")]
    public Task<JsonElement?> Expectations([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Expectations", context);

    [Function("FreshSnapshot")]
    public Task<JsonElement?> FreshSnapshot([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("FreshSnapshot", context);

    [Function("Housekeeping")]
    public Task<JsonElement?> Housekeeping([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Housekeeping", context);

    [Function("Licences")]
    public Task<JsonElement?> Licences([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Licences", context);

    [Function("Reconcile")]
    public Task<JsonElement?> Reconcile([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Reconcile", context);

    [Function("Release")]
    public Task<JsonElement?> Release([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Release", context);

    [Function("ReopenedChange")]
    public Task<JsonElement?> ReopenedChange([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("ReopenedChange", context);

    [Function("Secrets")]
    public Task<JsonElement?> Secrets([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Secrets", context);

    [Function("Snapshot")]
    public Task<JsonElement?> Snapshot([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Snapshot", context);

    [Function("TestHistory")]
    public Task<JsonElement?> TestHistory([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("TestHistory", context);

    [Function("Checkpoints")]
    public Task<JsonElement?> Checkpoints([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Checkpoints", context);

    [Function("WorkflowRun")]
    public Task<JsonElement?> WorkflowRun([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("WorkflowRun", context);

    [Function("Overlooked")]
    public Task<JsonElement?> Overlooked([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Overlooked", context);

    [Function("Deployment")]
    public Task<JsonElement?> Deployment([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Deployment", context);

    [Function("DeploymentStatus")]
    public Task<JsonElement?> DeploymentStatus([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("DeploymentStatus", context);

    [Function("Seats")]
    public Task<JsonElement?> Seats([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Seats", context);

    [Function("Access")]
    public Task<JsonElement?> Access([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Access", context);

    [Function("Quarantine")]
    public Task<JsonElement?> Quarantine([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Quarantine", context);

    [Function("AccessReview")]
    public Task<JsonElement?> AccessReview([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("AccessReview", context);

    [Function("Backups")]
    public Task<JsonElement?> Backups([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Backups", context);

    [Function("CloudBackup")]
    public Task<JsonElement?> CloudBackup([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("CloudBackup", context);

    [Function("Artefact")]
    public Task<JsonElement?> Artefact([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Artefact", context);

    [Function("Signatures")]
    public Task<JsonElement?> Signatures([OrchestrationTrigger] TaskOrchestrationContext context) => tasks.OrchestrateAsync("Signatures", context);
}
