using System.Runtime.CompilerServices;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.VaultTests.Kit;

/// <summary>A source of entries as nobody's files have them.</summary>
internal sealed class CraftedSource(params IEnumerable<Entry> entries) : IBackupSource
{
    public string Kind => "crafted";

    public IReadOnlyList<string> Paths => ["crafted"];

    public IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string>();

    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var entry in entries) yield return new SourceEntry(entry, null);
    }
}
