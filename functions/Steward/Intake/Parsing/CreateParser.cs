namespace Steward.Intake.Parsing;

internal sealed class CreateParser : IEventParser
{
    public string EventName => "create";

    public IReadOnlyList<string> Fields { get; } = ["ref", "ref_type"];

    public ParsedEvent Parse(EventContext context, Payload payload) => payload.Text("ref_type") switch
    {
        "branch" or "tag" => new RefCreated(context.Product, context.Actor, payload.Text("ref_type"), payload.Text("ref")),
        _ => ParsedEvent.Nothing("What was created is neither a branch nor a tag."),
    };
}
