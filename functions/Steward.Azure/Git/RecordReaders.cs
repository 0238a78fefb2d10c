using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>What the readers of git's answers share.</summary>
internal static class RecordReaders
{
    /// <summary>The next record of several that belong together; an answer that breaks off is Unavailable.</summary>
    public static async Task<string> RequireAsync(this RecordReader records, CancellationToken cancellation) =>
        await records.NextAsync(cancellation) ?? throw StewardException.Unavailable("git's answer breaks off in the middle; try again.");

    /// <summary>The list with one more entry; Invalid when that is more than an answer may hold.</summary>
    public static void AddBounded<T>(this List<T> list, T item, int max)
    {
        if (list.Count >= max) throw StewardException.Invalid($"The answer has more than {max} entries, which is the limit here.");
        list.Add(item);
    }
}
