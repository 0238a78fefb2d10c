namespace Steward.Stages.Release.Code;

/// <summary>Holds every hunk against the processors of changed lines that the policy asks for. Pure.</summary>
/// <param name="policy">What is asked for.</param>
/// <param name="processors">The processors with what they say.</param>
internal sealed class HunkAccount(CodePolicy policy, IReadOnlyList<(string Name, IHunkAnswers Answers)> processors)
{
    private readonly (int Asked, int Handled, int Known)[] _counts = new (int, int, int)[processors.Count];
    private readonly List<CodeDemand?> _demands = [.. processors.Select(p => policy.Demands.FirstOrDefault(d => d.Processor == p.Name))];

    /// <summary>What each processor was asked for. Where there is nothing for it to do it was not asked.</summary>
    public IEnumerable<ProcessorCount> Counts =>
        processors.Select((p, i) => new ProcessorCount(p.Name, "hunks", _counts[i].Asked, _counts[i].Handled, _counts[i].Known));

    /// <summary>A hunk with what became of it.</summary>
    public ReleasedHunk Judge(ReleasedHunk hunk)
    {
        var (missing, handled) = (hunk.Missing.ToList(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        var isOfPeople = !policy.Generated.Has(hunk.Path) && !policy.Vendored.Has(hunk.Path);
        for (var i = 0; i < processors.Count; i++)
        {
            var (name, answer) = (processors[i].Name, processors[i].Answers.Of(hunk));
            if (answer.State == HunkState.NothingToDo) continue;
            var (isAsked, isHandled) = (isOfPeople && _demands[i]?.AsksFor(hunk.Path) == true, answer.State == HunkState.Handled);
            _counts[i] = (_counts[i].Asked + (isAsked ? 1 : 0), _counts[i].Handled + (isAsked && isHandled ? 1 : 0), _counts[i].Known + (isHandled ? 1 : 0));
            if (isHandled) handled[name] = answer.Text;
            else if (isAsked) missing.Add(new LeftLines(name, answer.Lines, answer.Text));
        }

        return hunk with { Missing = missing, Handled = handled };
    }
}
