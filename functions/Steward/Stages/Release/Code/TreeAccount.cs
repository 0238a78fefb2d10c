using Steward.Ledger;
using Steward.Source;

namespace Steward.Stages.Release.Code;

/// <summary>Holds every file of a tree against the processors: which of them the policy asks for it, and which have handled it. Pure.</summary>
internal sealed class TreeAccount
{
    private readonly IReadOnlyList<Processor> _processors;
    private readonly List<CodeDemand?> _demands;
    private readonly HashSet<string> _byDefault;
    private readonly ProcessedBlobs _blobs;
    private readonly HashSet<string> _ofTree;
    private readonly (int Asked, int Handled, int Known)[] _counts;

    /// <param name="policy">What is asked for.</param>
    /// <param name="processors">The processors of files; those of blobs first, in the order of the columns of <paramref name="blobs"/>.</param>
    /// <param name="blobs">What is known of blobs.</param>
    /// <param name="ofTree">The processors of trees that have handled this one.</param>
    /// <param name="byDefault">The processors that are asked for every file where the policy names none.</param>
    public TreeAccount(CodePolicy policy, IReadOnlyList<Processor> processors, ProcessedBlobs blobs, HashSet<string> ofTree, HashSet<string> byDefault)
    {
        (_processors, _blobs, _ofTree, _byDefault) = (processors, blobs, ofTree, policy.Demands.Count == 0 ? byDefault : []);
        _demands = [.. processors.Select(p => policy.Demands.FirstOrDefault(d => d.Processor == p.Name))];
        _counts = new (int, int, int)[processors.Count];
    }

    /// <summary>Files that every processor asked for has handled.</summary>
    public int Processed { get; private set; }

    /// <summary>The others.</summary>
    public List<LeftFile> Left { get; } = [];

    /// <summary>Files that were found wanting.</summary>
    public List<FoundFile> Found { get; } = [];

    /// <summary>The processors that have left files which they could handle.</summary>
    public SortedSet<string> LeftBy { get; } = new(StringComparer.Ordinal);

    /// <summary>What each processor was asked for.</summary>
    public IEnumerable<ProcessorCount> Counts =>
        _processors.Select((p, i) => new ProcessorCount(p.Name, "files", _counts[i].Asked, _counts[i].Handled, _counts[i].Known));

    /// <summary>Takes in the next entry.</summary>
    public void Take(TreeEntry entry, SpecialEntry? special)
    {
        var missing = new List<string>();
        for (var i = 0; i < _processors.Count; i++) Take(entry, i, special?.Unprocessed is not null, missing);
        if (missing.Count == 0) Processed++;
        else Left.Add(new LeftFile(entry.Path, entry.Blob, missing, special?.Unprocessed));
    }

    private void Take(TreeEntry entry, int i, bool isOutOfReach, List<string> missing)
    {
        var isAsked = _byDefault.Contains(_processors[i].Name) || _demands[i]?.AsksFor(entry.Path) == true;
        var isHandled = !isOutOfReach && (_processors[i].Scope == ProcessorScope.Tree ? _ofTree.Contains(_processors[i].Name) : IsHandled(entry, i));
        _counts[i] = (_counts[i].Asked + (isAsked ? 1 : 0), _counts[i].Handled + (isAsked && isHandled ? 1 : 0), _counts[i].Known + (isHandled ? 1 : 0));
        if (!isAsked || isHandled) return;
        missing.Add(_processors[i].Name);
        if (!isOutOfReach) LeftBy.Add(_processors[i].Name);
    }

    private bool IsHandled(TreeEntry entry, int column)
    {
        if (_blobs.Find(entry.Blob, column) is not { } newest) return false;
        if (newest.Outcome == EvidenceOutcome.Fail) Found.Add(new FoundFile(entry.Path, entry.Blob, _processors[column].Name, newest.Index));
        return true;
    }
}
