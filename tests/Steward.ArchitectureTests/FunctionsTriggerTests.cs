using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Hosting;
using Steward.Intake;
using Steward.Stages;
using Steward.Web.Endpoints;
using Xunit;

namespace Steward.ArchitectureTests;

/// <summary>
/// Everything that is registered has its trigger in the Functions host, and no trigger stands for something that is not. The source is read, so that
/// this holds also where the packages of Functions are missing.
/// </summary>
public sealed class FunctionsTriggerTests
{
    private const int MaxTriggerLines = 12;
    private static readonly IReadOnlyList<Trigger> _triggers = [.. Sources.Product.SelectMany(TriggersOf)];
    private static readonly (TaskCatalog Tasks, StageRegistry Stages) _catalog =
        new ServiceCollection().AddCatalog(new IntakeOptions { Secrets = ["sixteen characters"] });

    [Fact]
    public void Every_orchestrator_has_a_trigger_of_its_own_name_and_no_trigger_is_left_over() =>
        Assert.Equal(_catalog.Tasks.Orchestrators.Keys.Order(StringComparer.Ordinal), NamesOf("OrchestrationTrigger"));

    [Fact]
    public void Every_activity_has_a_trigger_of_its_own_name_and_no_trigger_is_left_over() =>
        Assert.Equal(_catalog.Tasks.Activities.Keys.Order(StringComparer.Ordinal), NamesOf("ActivityTrigger"));

    [Fact]
    public void A_task_is_run_under_the_name_of_its_trigger() =>
        Assert.All(_triggers.Where(t => t.Kind is "OrchestrationTrigger" or "ActivityTrigger"), t => Assert.Contains($"Async(\"{t.Name}\"", t.Method.ToString(), StringComparison.Ordinal));

    [Fact]
    public void Every_schedule_has_a_timer_at_its_times_and_no_timer_is_left_over()
    {
        var timers = _triggers.Where(t => t.Kind == "TimerTrigger")
            .Select(t => (Regex.Match(t.Method.ToString(), "StartAsync\\(\"(?<name>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["name"].Value, t.Argument));
        Assert.Equal(_catalog.Stages.Schedules.Select(s => (s.Name, $"0 {s.Cron}")).Order(), timers.Order());
    }

    [Fact]
    public void Every_endpoint_is_reached_through_an_http_trigger()
    {
        var missing = Endpoints().Where(e => !_triggers.Any(t => t.Kind == "HttpTrigger" && Reaches(t, e.Method, e.Path)));
        Assert.Empty(missing.Select(e => $"{e.Method} {e.Path} has no HTTP trigger"));
    }

    [Fact]
    public void A_trigger_has_at_most_twelve_lines_and_no_statement_but_one()
    {
        Assert.True(_triggers.Count > 30, $"only {_triggers.Count} triggers found");
        Assert.All(_triggers, t => Assert.True(t.Method.ExpressionBody is not null, $"{t.Name} holds logic: it should be one expression"));
        Assert.All(_triggers, t => Assert.True(t.Method.ToString().Count(c => c == '\n') < MaxTriggerLines, $"{t.Name} is longer than {MaxTriggerLines} lines"));
    }

    [Fact]
    public void Names_are_what_functions_accept_and_unique_whatever_their_case()
    {
        Assert.All(_triggers, t => Assert.Matches("^[A-Za-z][A-Za-z0-9_-]{0,127}$", t.Name));
        Assert.Equal(_triggers.Count, _triggers.Select(t => t.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static IEnumerable<string> NamesOf(string kind) => _triggers.Where(t => t.Kind == kind).Select(t => t.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<(string Method, string Path)> Endpoints()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSteward(
            new StewardOptions { WebhookSecrets = ["sixteen characters"], Storage = { ConnectionString = "UseDevelopmentStorage=true" } }, HostPlace.Functions, TimeProvider.System);
        IEndpointRouteBuilder routes = builder.Build();
        routes.MapSteward();
        var endpoints = routes.DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 30, $"only {endpoints.Count} endpoints found");
        return endpoints.SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(m => (m, "/" + Regex.Replace(e.RoutePattern.RawText!.Trim('/'), "\\{[^}]*\\}", "x", RegexOptions.None, TimeSpan.FromSeconds(1)))));
    }

    private static bool Reaches(Trigger trigger, string method, string path) =>
        trigger.Methods.Contains(method, StringComparer.OrdinalIgnoreCase) && new TemplateMatcher(TemplateParser.Parse(trigger.Argument), []).TryMatch(path, []);

    private static IEnumerable<Trigger> TriggersOf(SyntaxTree tree) =>
        from method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        from function in method.AttributeLists.SelectMany(l => l.Attributes).Where(a => a.Name.ToString() == "Function")
        from trigger in method.ParameterList.Parameters.SelectMany(p => p.AttributeLists).SelectMany(l => l.Attributes).Where(a => a.Name.ToString().EndsWith("Trigger", StringComparison.Ordinal))
        let texts = trigger.ArgumentList?.Arguments.Where(a => a.Expression is LiteralExpressionSyntax { Token.Value: string }).ToList() ?? []
        select new Trigger(
            (string)((LiteralExpressionSyntax)function.ArgumentList!.Arguments[0].Expression).Token.Value!,
            trigger.Name.ToString(),
            texts.LastOrDefault() is { } last ? (string)((LiteralExpressionSyntax)last.Expression).Token.Value! : "",
            [.. texts.Where(a => a.NameEquals is null).Select(a => (string)((LiteralExpressionSyntax)a.Expression).Token.Value!)],
            method);

    /// <summary>A trigger in the source: its function, its attribute, the last text given to that (route or times), and the other texts (methods).</summary>
    private sealed record Trigger(string Name, string Kind, string Argument, IReadOnlyList<string> Methods, MethodDeclarationSyntax Method);
}
