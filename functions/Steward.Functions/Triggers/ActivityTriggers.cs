using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Steward.Functions.Durable;

namespace Steward.Functions.Triggers;

/// <summary>Activities: one function each, by its own name.</summary>
/// <param name="tasks">Runs them.</param>
internal sealed class ActivityTriggers(TaskRunner tasks)
{
    [Function("AntivirusScan")]
    public Task<JsonElement?> AntivirusScan([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("AntivirusScan", input, client, context);

    [Function("CompareExpectations")]
    public Task<JsonElement?> CompareExpectations([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("CompareExpectations", input, client, context);

    [Function("DecideChange")]
    public Task<JsonElement?> DecideChange([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("DecideChange", input, client, context);

    [Function("DecideRelease")]
    public Task<JsonElement?> DecideRelease([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("DecideRelease", input, client, context);

    [Function("DeclareEnvironment")]
    public Task<JsonElement?> DeclareEnvironment([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("DeclareEnvironment", input, client, context);

    [Function("EnsureSnapshot")]
    public Task<JsonElement?> EnsureSnapshot([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("EnsureSnapshot", input, client, context);

    [Function("IssuePassport")]
    public Task<JsonElement?> IssuePassport([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("IssuePassport", input, client, context);

    [Function("LicencesScan")]
    public Task<JsonElement?> LicencesScan([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("LicencesScan", input, client, context);

    [Function("ListPurgeRanges")]
    public Task<JsonElement?> ListPurgeRanges([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ListPurgeRanges", input, client, context);

    [Function("ListTestSets")]
    public Task<JsonElement?> ListTestSets([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ListTestSets", input, client, context);

    [Function("PublishChange")]
    public Task<JsonElement?> PublishChange([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("PublishChange", input, client, context);

    [Function("PurgeEnded")]
    public Task<JsonElement?> PurgeEnded([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("PurgeEnded", input, client, context);

    [Function("ReceiveChange")]
    public Task<JsonElement?> ReceiveChange([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ReceiveChange", input, client, context);

    [Function("RecordChangedLines")]
    public Task<JsonElement?> RecordChangedLines([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RecordChangedLines", input, client, context);

    [Function("RecordSnapshot")]
    public Task<JsonElement?> RecordSnapshot([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RecordSnapshot", input, client, context);

    [Function("RequestRedeliveries")]
    public Task<JsonElement?> RequestRedeliveries([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RequestRedeliveries", input, client, context);

    [Function("SecretsScan")]
    public Task<JsonElement?> SecretsScan([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("SecretsScan", input, client, context);

    [Function("SettleStoredDeliveries")]
    public Task<JsonElement?> SettleStoredDeliveries([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("SettleStoredDeliveries", input, client, context);

    [Function("TakeSnapshot")]
    public Task<JsonElement?> TakeSnapshot([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("TakeSnapshot", input, client, context);

    [Function("TrimTestHistory")]
    public Task<JsonElement?> TrimTestHistory([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("TrimTestHistory", input, client, context);

    [Function("PublishCheckpoints")]
    public Task<JsonElement?> PublishCheckpoints([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("PublishCheckpoints", input, client, context);

    [Function("AnnounceWorkflowRun")]
    public Task<JsonElement?> AnnounceWorkflowRun([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("AnnounceWorkflowRun", input, client, context);

    [Function("ReopenOverlooked")]
    public Task<JsonElement?> ReopenOverlooked([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ReopenOverlooked", input, client, context);

    [Function("JudgeDeployment")]
    public Task<JsonElement?> JudgeDeployment([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("JudgeDeployment", input, client, context);

    [Function("AnswerDeployment")]
    public Task<JsonElement?> AnswerDeployment([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("AnswerDeployment", input, client, context);

    [Function("ReportDeployment")]
    public Task<JsonElement?> ReportDeployment([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ReportDeployment", input, client, context);

    [Function("RecheckDeployment")]
    public Task<JsonElement?> RecheckDeployment([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RecheckDeployment", input, client, context);

    [Function("PublishRelease")]
    public Task<JsonElement?> PublishRelease([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("PublishRelease", input, client, context);

    [Function("RefreshSeats")]
    public Task<JsonElement?> RefreshSeats([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RefreshSeats", input, client, context);

    [Function("ReturnLeaversSeats")]
    public Task<JsonElement?> ReturnLeaversSeats([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ReturnLeaversSeats", input, client, context);

    [Function("RaiseSeatWarnings")]
    public Task<JsonElement?> RaiseSeatWarnings([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RaiseSeatWarnings", input, client, context);

    [Function("PlanAccess")]
    public Task<JsonElement?> PlanAccess([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("PlanAccess", input, client, context);

    [Function("ApplyAccess")]
    public Task<JsonElement?> ApplyAccess([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ApplyAccess", input, client, context);

    [Function("VerifyAccess")]
    public Task<JsonElement?> VerifyAccess([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("VerifyAccess", input, client, context);

    [Function("OpenAccessReview")]
    public Task<JsonElement?> OpenAccessReview([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("OpenAccessReview", input, client, context);

    [Function("SweepQuarantine")]
    public Task<JsonElement?> SweepQuarantine([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("SweepQuarantine", input, client, context);

    [Function("ListRescans")]
    public Task<JsonElement?> ListRescans([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ListRescans", input, client, context);

    [Function("MoveArtefact")]
    public Task<JsonElement?> MoveArtefact([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("MoveArtefact", input, client, context);

    [Function("RescanRelease")]
    public Task<JsonElement?> RescanRelease([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RescanRelease", input, client, context);

    [Function("LookAfterBackups")]
    public Task<JsonElement?> LookAfterBackups([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("LookAfterBackups", input, client, context);

    [Function("RunCloudOrder")]
    public Task<JsonElement?> RunCloudOrder([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("RunCloudOrder", input, client, context);

    [Function("ScanArtefact")]
    public Task<JsonElement?> ScanArtefact([ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        tasks.ActAsync("ScanArtefact", input, client, context);
}
