namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>A template that still learns: where lines of its group differ, it has a wildcard.</summary>
/// <param name="id">The group's id.</param>
/// <param name="tokens">The tokens of the line that made it.</param>
internal sealed class Template(string id, string[] tokens)
{
    public string Id => id;

    public IReadOnlyList<string> Tokens => tokens;

    public string Text => string.Join(' ', tokens);

    /// <summary>The share of the words that are the same, from 0 to 1. Masked places say nothing where both are masked.</summary>
    public double Similarity(List<string> other)
    {
        var (same, judged) = (0, 0);
        for (var i = 0; i < tokens.Length; i++)
        {
            var equal = tokens[i] == other[i];
            var masked = Masks.IsIn(tokens[i]) && (equal || Masks.IsIn(other[i]));
            if (masked) continue;
            judged++;
            if (equal) same++;
        }

        return judged == 0 ? 1 : (double)same / judged;
    }

    /// <summary>Takes a line in: where it differs, there is a wildcard from now on.</summary>
    public void Learn(List<string> other)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] != other[i]) tokens[i] = Masks.Any;
        }
    }
}
