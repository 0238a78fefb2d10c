namespace Steward.Intake.Parsing;

internal sealed class CheckSuiteParser : IEventParser
{
    public string EventName => "check_suite";

    public IReadOnlyList<string> Fields { get; } = ["action", "check_suite.head_sha", "check_suite.conclusion"];

    public ParsedEvent Parse(EventContext context, Payload payload) =>
        new CheckSuiteChanged(
            context.Product,
            context.Actor,
            payload.Text("action"),
            payload.Sha("check_suite.head_sha"),
            payload.Optional("check_suite.conclusion"));
}
