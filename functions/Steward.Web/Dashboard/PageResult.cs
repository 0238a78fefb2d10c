using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Steward.Web.Dashboard;

/// <summary>An endpoint's answer that is a page of the dashboard.</summary>
/// <typeparam name="TPage">The page.</typeparam>
/// <param name="parameters">The page's parameters by name.</param>
public sealed class PageResult<TPage>(Dictionary<string, object?> parameters) : IResult
    where TPage : IComponent
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        httpContext.RequestServices.GetRequiredService<PageRenderer>().WriteAsync<TPage>(httpContext, parameters);
}
