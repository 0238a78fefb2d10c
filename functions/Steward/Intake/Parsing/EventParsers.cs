namespace Steward.Intake.Parsing;

/// <summary>Every kind of event that Steward reads, one line each.</summary>
internal static class EventParsers
{
    /// <summary>The parsers.</summary>
    public static IReadOnlyList<IEventParser> All { get; } =
    [
        new PushParser(),
        new CreateParser(),
        new ReleaseParser(),
        new PullRequestParser(),
        new WorkflowRunParser(),
        new CheckSuiteParser(),
        new DeploymentProtectionRuleParser(),
        new DeploymentStatusParser(),
    ];
}
