using Steward.Kernel;

namespace Steward.Intake.Parsing;

internal sealed class DeploymentProtectionRuleParser : IEventParser
{
    private const string CallbackUrl = "deployment_callback_url";

    public string EventName => "deployment_protection_rule";

    public IReadOnlyList<string> Fields { get; } = ["action", "environment", CallbackUrl, "deployment.sha", "sha", "deployment.id", "deployment.ref"];

    public ParsedEvent Parse(EventContext context, Payload payload)
    {
        if (payload.Text("action") != "requested") return ParsedEvent.Nothing("Only requested deployment protection rules are answered.");
        var head = payload.Has("deployment.sha") ? payload.Sha("deployment.sha") : payload.Sha("sha");
        var (host, path) = CallbackOf(context.Product, payload.Text(CallbackUrl));
        return new DeploymentGateAsked(context.Product, context.Actor, payload.Text("environment"), path, head)
        {
            Deployment = payload.Has("deployment.id") ? payload.Number("deployment.id") : 0,
            Ref = payload.Label("deployment.ref"),
            CallbackHost = host,
        };
    }

    // Only host and path are kept, and only GitHub's own shape of it: the answer goes to the API that Steward is set up with, about this product.
    private static (string Host, string Path) CallbackOf(ProductId product, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.Query.Length + uri.Fragment.Length > 0)
            throw new PayloadException($"{CallbackUrl} must be an https address without query.");
        var path = uri.AbsolutePath.StartsWith("/api/v3/", StringComparison.Ordinal) ? uri.AbsolutePath["/api/v3".Length..] : uri.AbsolutePath;
        if (path.Split('/') is not ["", "repos", var owner, var name, "actions", "runs", var run, "deployment_protection_rule"] || !IsRun(run))
            throw new PayloadException($"{CallbackUrl} must end in /repos/owner/name/actions/runs/ID/deployment_protection_rule.");
        if (!ProductId.TryParse($"{owner}/{name}", out var called) || called != product)
            throw new PayloadException($"{CallbackUrl} belongs to another repository.");
        return (uri.Authority, path);
    }

    private static bool IsRun(string text) => text.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit);
}
