using Steward.Kernel;

namespace Steward.Azure.Clamd;

/// <summary>A daemon failed: another one may do. What goes wrong with the content itself is thrown as it is.</summary>
/// <param name="reason">The sentence for people.</param>
internal sealed class ClamdFailure(StewardException reason) : Exception(reason.Message, reason)
{
    /// <summary>What the port's callers are told.</summary>
    public StewardException Reason => reason;
}
