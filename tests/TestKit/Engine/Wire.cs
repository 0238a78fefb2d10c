using Azure.Core;
using Azure.Core.Pipeline;

namespace Steward.TestKit.Engine;

/// <summary>The way from one engine to its storage: counts the operations, and can be cut or lose answers.</summary>
public sealed class Wire : HttpPipelinePolicy
{
    private int _operations;
    private int _lost;

    /// <summary>Nothing gets through while true.</summary>
    public bool IsCut { get; set; }

    /// <summary>How many answers to transactions are lost from now on, though the storage has done them.</summary>
    public int LoseAnswers
    {
        get => _lost;
        set => _lost = value;
    }

    /// <summary>How many requests were sent, retries included.</summary>
    public int Operations => _operations;

    /// <summary>Puts the wire into a client's options.</summary>
    public T On<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(20);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return options;
    }

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsCut) throw new IOException("The wire is cut.");
        Interlocked.Increment(ref _operations);
        await ProcessNextAsync(message, pipeline);
        var isTransaction = message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
        if (isTransaction && _lost > 0 && Interlocked.Decrement(ref _lost) >= 0) throw new IOException("The answer was lost.");
        if (IsCut) throw new IOException("The wire is cut.");
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
