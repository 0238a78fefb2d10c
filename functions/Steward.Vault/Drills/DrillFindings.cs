using Steward.Kernel;

namespace Steward.Vault.Drills;

/// <summary>Collects what a drill finds.</summary>
public sealed class DrillFindings
{
    private const int Max = 100;
    private const int Chars = 600;
    private readonly List<DrillCount> _compared = [];
    private readonly List<string> _differences = [];
    private readonly List<string> _notes = [];
    private long _more;

    /// <summary>What was compared.</summary>
    public IReadOnlyList<DrillCount> Compared => _compared;

    /// <summary>What is different.</summary>
    public IReadOnlyList<string> Differences => _more == 0 ? _differences : [.. _differences, $"... and {_more} more differences"];

    /// <summary>What is worth knowing.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Tells how much of something was compared.</summary>
    public void Counted(string what, long count) => _compared.Add(new DrillCount(what, count));

    /// <summary>Tells of a difference.</summary>
    public void Different(string sentence)
    {
        if (_differences.Count < Max) _differences.Add(Texts.Clip(sentence, Chars));
        else _more++;
    }

    /// <summary>Tells of several.</summary>
    public void Different(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences) Different(sentence);
    }

    /// <summary>Tells something that is no difference.</summary>
    public void Note(string sentence)
    {
        if (_notes.Count < Max) _notes.Add(Texts.Clip(sentence, Chars));
    }
}
