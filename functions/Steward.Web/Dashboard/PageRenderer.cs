using System.Net.Mime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Steward.Access;
using Steward.Web.Access;

namespace Steward.Web.Dashboard;

/// <summary>
/// Renders Razor components to HTML on the server, once a request and without anything behind it: no circuit, no script. A page is rendered
/// whole before its first byte is sent, so that a failure can still become a proper answer.
/// </summary>
/// <param name="sessions">Signs the forms' tokens.</param>
/// <param name="logs">The renderer's logs.</param>
internal sealed class PageRenderer(Sessions sessions, ILoggerFactory logs)
{
    public async Task WriteAsync<TPage>(HttpContext context, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        var html = await RenderAsync(context.RequestServices, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(Shell.Page)] = typeof(TPage),
            [nameof(Shell.Parameters)] = parameters,
            [nameof(Shell.Context)] = await DescribeAsync(context),
        });
        context.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    private async Task<string> RenderAsync(IServiceProvider services, Dictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Shell>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private async Task<PageContext> DescribeAsync(HttpContext context)
    {
        var identity = context.Identity();
        var formToken = identity?.Cookie is { } cookie ? await sessions.FormTokenAsync(cookie, context.RequestAborted) : null;
        return new PageContext(identity?.Caller, formToken, context.Request.PathBase.ToUriComponent());
    }
}
