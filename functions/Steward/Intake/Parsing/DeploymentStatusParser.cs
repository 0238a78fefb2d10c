namespace Steward.Intake.Parsing;

internal sealed class DeploymentStatusParser : IEventParser
{
    public string EventName => "deployment_status";

    public IReadOnlyList<string> Fields { get; } = ["deployment_status.state", "deployment.environment", "deployment.sha", "deployment.id"];

    public ParsedEvent Parse(EventContext context, Payload payload) =>
        new DeploymentChanged(
            context.Product,
            context.Actor,
            payload.Text("deployment.environment"),
            payload.Text("deployment_status.state"),
            payload.Sha("deployment.sha"))
        {
            Deployment = payload.Has("deployment.id") ? payload.Number("deployment.id") : 0,
        };
}
