using Polly;
using Polly.Retry;
using Steward.Kernel;

namespace Steward.Azure.GitHub.Http;

/// <summary>
/// Tries again after short waits, on the injected clock. Reads after any Unavailable; writes only where GitHub said that it did not take them
/// (a wait is asked for), since a write whose answer was lost may have happened.
/// </summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RetryHandler(GitHubOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.Retries > 0) builder.AddRetry(Strategy(options));
        _pipeline = builder.Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Request, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                async (c, send) => await send(request, c.CancellationToken), context, (Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>)base.SendAsync);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryStrategyOptions<HttpResponseMessage> Strategy(GitHubOptions options) => new()
    {
        MaxRetryAttempts = options.Retries,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is StewardException { Kind: FailureKind.Unavailable } failure
            && (failure.RetryAfter ?? TimeSpan.Zero) <= options.LongestWait
            && (failure.RetryAfter is not null || IsRead(arguments.Context))),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
            (arguments.Outcome.Exception as StewardException)?.RetryAfter ?? TimeSpan.FromMilliseconds(500 * Math.Pow(2, arguments.AttemptNumber))),
    };

    private static bool IsRead(ResilienceContext context) =>
        context.Properties.TryGetValue(Request, out var request)
        && (request.Method == HttpMethod.Get || request.Options.TryGetValue(GitHubRequest.IsQuery, out _));
}
