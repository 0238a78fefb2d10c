using Microsoft.AspNetCore.Http;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Running;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Access;

/// <summary>What answers about access by asking the systems themselves, and how much of it at once.</summary>
/// <param name="Desk">Answers.</param>
/// <param name="Overview">Makes the table.</param>
/// <param name="Options">Where the access file lies.</param>
/// <param name="Limit">How much at once.</param>
public sealed record AccessWork(AccessDesk Desk, AccessOverview Overview, AccessOptions Options, PreviewLimit Limit)
{
    /// <summary>The answer to a caller's question, when it has its turn.</summary>
    public Task<T> AskAsync<T>(string question, HttpContext context, Func<CancellationToken, Task<T>> work)
        where T : class =>
        Limit.RunAsync(new PreviewKey(context.Caller().Name, Options.Require(), $"access {question}"), work, context.RequestAborted);
}
