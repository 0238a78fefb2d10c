using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>The files of an archive that are no reports, to be named in a sentence.</summary>
internal sealed class OtherFiles
{
    private const int MaxNamed = 1000;
    private const int MaxPath = 80;
    private readonly List<string> _paths = [];

    public int Count { get; private set; }

    /// <summary>Takes a file; one without a path is what a gzip packs.</summary>
    public void Add(string path)
    {
        Count++;
        if (_paths.Count < MaxNamed) _paths.Add(path.Length == 0 ? "what it packs" : Texts.Clip(path, MaxPath));
    }

    /// <summary>Takes those of an archive in this one.</summary>
    public void Add(OtherFiles inner, string archive)
    {
        Count += inner.Count;
        _paths.AddRange(inner._paths.Take(MaxNamed - _paths.Count).Select(p => Texts.Clip($"{archive}!{p}", MaxPath)));
    }

    public override string ToString() => Texts.Some(_paths);
}
