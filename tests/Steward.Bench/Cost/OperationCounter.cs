using Azure.Core;
using Azure.Core.Pipeline;

namespace Steward.Bench.Cost;

/// <summary>The kinds of storage operations that have prices of their own.</summary>
internal enum OperationKind
{
    /// <summary>Anything on a table; an entity-group transaction is one.</summary>
    Table,

    /// <summary>A blob or container written, or blobs listed.</summary>
    BlobWrite,

    /// <summary>A blob read.</summary>
    BlobRead,

    /// <summary>Leases and all other operations on blobs.</summary>
    BlobOther,
}

/// <summary>Counts what is sent to storage, retries included, as it is priced.</summary>
/// <param name="storage">The connection string: tables are told by their port.</param>
internal sealed class OperationCounter(string storage) : HttpPipelinePolicy
{
    private readonly long[] _counts = new long[Enum.GetValues<OperationKind>().Length];
    private readonly int _tables = new Uri(storage.Split(';').Single(p => p.StartsWith("TableEndpoint=", StringComparison.Ordinal)).Split('=')[1]).Port;

    /// <summary>How many of a kind so far.</summary>
    public long Of(OperationKind kind) => Interlocked.Read(ref _counts[(int)kind]);

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Count(message.Request);
        return ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Count(message.Request);
        ProcessNext(message, pipeline);
    }

    private void Count(Request request) => Interlocked.Increment(ref _counts[(int)KindOf(request)]);

    private OperationKind KindOf(Request request)
    {
        if (request.Uri.Port == _tables) return OperationKind.Table;
        if (request.Uri.Query.Contains("comp=lease", StringComparison.Ordinal)) return OperationKind.BlobOther;
        if (request.Uri.Query.Contains("comp=list", StringComparison.Ordinal)) return OperationKind.BlobWrite;
        if (request.Method == RequestMethod.Get) return OperationKind.BlobRead;
        return request.Method == RequestMethod.Put ? OperationKind.BlobWrite : OperationKind.BlobOther;
    }
}
