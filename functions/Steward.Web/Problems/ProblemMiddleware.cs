using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Steward.Kernel;

namespace Steward.Web.Problems;

/// <summary>Turns every failure into an answer: a sentence where it is known what went wrong, a number to look for where it is not.</summary>
/// <param name="next">What comes next.</param>
/// <param name="answers">Writes answers.</param>
/// <param name="log">The log.</param>
internal sealed class ProblemMiddleware(RequestDelegate next, ProblemAnswers answers, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (IsBare(context.Response)) await answers.WriteAsync(context, Bare(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to answer to.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await answers.WriteAsync(context, Explain(context, failure));
        }
    }

    private static bool IsBare(HttpResponse response) =>
        !response.HasStarted && response.StatusCode >= 400 && response.ContentType is null && response.ContentLength is null;

    private static Problem Bare(HttpContext context) => Problem.Of(context.Response.StatusCode, context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {Path(context)}.",
        StatusCodes.Status405MethodNotAllowed => $"{Path(context)} cannot be asked with {context.Request.Method}; the header Allow says how.",
        StatusCodes.Status415UnsupportedMediaType => $"{Path(context)} does not take this Content-Type: send the body as application/json. /api/openapi.json describes it.",
        StatusCodes.Status400BadRequest when UnreadParameters.First(context) is { } name => Problem.Unread($"'{name}'"),
        _ => "The request cannot be served in this form; /api/openapi.json describes the right one.",
    });

    private Problem Explain(HttpContext context, Exception failure)
    {
        var method = context.Request.Method;
        switch (failure)
        {
            case StewardException { Kind: FailureKind.Unavailable } unavailable:
                log.Unavailable(unavailable.InnerException, method, Path(context), unavailable.Message);
                return Problem.Of(unavailable);
            case StewardException known:
                return Refused(context, Problem.Of(known));
            case UnauthenticatedException:
                return Refused(context, Problem.Of(StatusCodes.Status401Unauthorized, failure.Message));
            case TooManyFailuresException often:
                return Refused(context, Problem.Of(StatusCodes.Status429TooManyRequests, often.Message) with { RetryAfter = often.Wait });
            case BadHttpRequestException bad:
                return Refused(context, Problem.Of(bad));
            default:
                log.Failed(failure, method, Path(context), context.TraceIdentifier);
                return Problem.Of(500, "Steward failed here. It was logged; tell the people who run it the instance number.", context.TraceIdentifier);
        }
    }

    private Problem Refused(HttpContext context, Problem problem)
    {
        log.Refused(context.Request.Method, Path(context), problem.Status, problem.Detail);
        return problem;
    }

    private static string Path(HttpContext context) => Texts.Clip(context.Request.Path.Value, 200) ?? "/";
}
