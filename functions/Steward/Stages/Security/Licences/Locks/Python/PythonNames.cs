using System.Text;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>Names of Python packages and requirements on them.</summary>
public static class PythonNames
{
    /// <summary>The ecosystem's id, as in package URLs.</summary>
    public const string Ecosystem = "pypi";

    /// <summary>The normalised form of a name (PEP 503): lower case, one dash for each run of dashes, dots and underscores.</summary>
    public static string Normalise(string name)
    {
        var normal = new StringBuilder(name.Length);
        foreach (var c in name.Trim())
        {
            if (c is not ('-' or '_' or '.')) normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length == 0 || normal[^1] != '-') normal.Append('-');
        }

        return normal.ToString();
    }

    /// <summary>The normalised name at the beginning of a requirement (PEP 508): <c>Requests[socks]&gt;=2 ; python_version&gt;"3"</c>; null when there is none.</summary>
    public static string? NameOf(string requirement)
    {
        var text = requirement.TrimStart();
        var end = text.AsSpan().IndexOfAnyExcept(Letters);
        var name = end < 0 ? text : text[..end];
        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) ? Normalise(name) : null;
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
}
