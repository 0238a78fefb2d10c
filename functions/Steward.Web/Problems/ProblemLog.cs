using Microsoft.Extensions.Logging;

namespace Steward.Web.Problems;

/// <summary>What is logged of failed requests: never headers, queries nor bodies.</summary>
internal static partial class ProblemLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed; answered 500 as {Correlation}")]
    public static partial void Failed(this ILogger log, Exception failure, string method, string path, string correlation);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} could not be served now: {Reason}")]
    public static partial void Unavailable(this ILogger log, Exception? cause, string method, string path, string reason);

    [LoggerMessage(3, LogLevel.Information, "{Method} {Path} was refused with {Status}: {Reason}")]
    public static partial void Refused(this ILogger log, string method, string path, int status, string reason);
}
