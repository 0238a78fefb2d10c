namespace Steward.Intake.Parsing;

internal sealed class PushParser : IEventParser
{
    public string EventName => "push";

    public IReadOnlyList<string> Fields { get; } = ["ref", "before", "after", "deleted", "forced"];

    public ParsedEvent Parse(EventContext context, Payload payload)
    {
        var name = payload.Text("ref");
        if (!name.StartsWith("refs/", StringComparison.Ordinal)) throw new PayloadException("ref must begin with refs/.");
        var (before, after) = (payload.Sha("before"), payload.Sha("after"));
        if (payload.Flag("deleted") || after.IsNone) return ParsedEvent.Nothing($"{name} was deleted: there is no commit to judge.");
        return new Pushed(context.Product, context.Actor, name, before, after, payload.Flag("forced"));
    }
}
