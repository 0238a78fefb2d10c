namespace Steward.Intake.Parsing;

internal sealed class ReleaseParser : IEventParser
{
    public string EventName => "release";

    public IReadOnlyList<string> Fields { get; } = ["action", "release.tag_name"];

    public ParsedEvent Parse(EventContext context, Payload payload) =>
        new ReleasePublished(context.Product, context.Actor, payload.Text("action"), payload.Text("release.tag_name"));
}
