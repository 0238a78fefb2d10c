namespace Steward.Intake.Parsing;

internal sealed class WorkflowRunParser : IEventParser
{
    private const int MaxAttempt = 1_000_000;

    public string EventName => "workflow_run";

    public IReadOnlyList<string> Fields { get; } =
    [
        "action", "workflow_run.id", "workflow_run.run_attempt", "workflow_run.name", "workflow_run.head_sha", "workflow_run.conclusion",
        "workflow_run.path",
    ];

    public ParsedEvent Parse(EventContext context, Payload payload) =>
        new WorkflowRunChanged(
            context.Product,
            context.Actor,
            payload.Text("action"),
            payload.Number("workflow_run.id"),
            AttemptOf(payload),
            payload.Label("workflow_run.name"),
            payload.Sha("workflow_run.head_sha"),
            payload.Optional("workflow_run.conclusion"))
        {
            Path = payload.Label("workflow_run.path"),
        };

    private static int AttemptOf(Payload payload) => payload.Number("workflow_run.run_attempt") switch
    {
        var attempt and >= 1 and <= MaxAttempt => (int)attempt,
        _ => throw new PayloadException("workflow_run.run_attempt must be a number from 1."),
    };
}
