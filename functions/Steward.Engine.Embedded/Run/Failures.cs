using System.Text.Json;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Run;

/// <summary>Exceptions as failures that survive storage.</summary>
internal static class Failures
{
    private const int MaxMessage = 2000;

    /// <summary>What an exception tells. Another attempt cannot help where the same input would meet the same refusal.</summary>
    public static FailureDetails From(Exception failure) => failure switch
    {
        StewardException known => Create(known, known.IsRetryable),
        TaskFailedException task => Create(task, task.FailureDetails.IsRetriable),
        JsonException => Create(failure, retriable: false),
        AggregateException { InnerExceptions: [var only] } => From(only),
        _ => Create(failure, retriable: true),
    };

    /// <summary>A failure that the engine itself finds.</summary>
    public static FailureDetails Final(string type, string sentence) => new(type, Texts.Clip(sentence, MaxMessage), IsRetriable: false);

    private static FailureDetails Create(Exception failure, bool retriable) =>
        new(failure.GetType().FullName ?? failure.GetType().Name, Texts.Clip(failure.Message, MaxMessage), retriable);
}
