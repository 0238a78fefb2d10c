using Steward.Policy.Yaml;

namespace Steward.Policy.Reading;

/// <summary>Gathers problems, so that all are told at once; beyond a limit it only counts.</summary>
internal sealed class ProblemList
{
    private const int Max = 100;
    private readonly List<PolicyProblem> _problems = [];
    private int _more;

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>Adds a problem with a value.</summary>
    public void Add(string path, YamlValue at, string message) => Add(path, at.Line, at.Column, message);

    /// <summary>Adds a problem at a place.</summary>
    public void Add(string path, int line, int column, string message)
    {
        if (_problems.Count < Max) _problems.Add(new PolicyProblem(path, Math.Max(line, 1), Math.Max(column, 1), message));
        else _more++;
    }

    /// <summary>All problems by line; the last one says how many more there are.</summary>
    public IReadOnlyList<PolicyProblem> ToList()
    {
        var sorted = _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToList();
        if (_more > 0) sorted.Add(new PolicyProblem("", sorted[^1].Line, sorted[^1].Column, $"There are {_more} more problems."));
        return sorted;
    }
}
