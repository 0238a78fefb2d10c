namespace Steward.Intake.Parsing;

internal sealed class PullRequestParser : IEventParser
{
    public string EventName => "pull_request";

    public IReadOnlyList<string> Fields { get; } =
        ["action", "pull_request.number", "pull_request.base.sha", "pull_request.head.sha", "pull_request.merged"];

    public ParsedEvent Parse(EventContext context, Payload payload) =>
        new PullRequestChanged(
            context.Product,
            context.Actor,
            payload.Text("action"),
            payload.Number("pull_request.number"),
            payload.Sha("pull_request.base.sha"),
            payload.Sha("pull_request.head.sha"),
            payload.Flag("pull_request.merged"));
}
