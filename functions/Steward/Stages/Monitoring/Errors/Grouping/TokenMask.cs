using System.Buffers;

namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>Masks what varies inside one token: numbers, times, addresses, identifiers, paths, URLs, e-mail addresses, values of keys.</summary>
internal static class TokenMask
{
    private const string Opening = "([{<\"'`";
    private const string Closing = ")]}>\"'`,;:.!?";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> HostName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> Telling = SearchValues.Create("0123456789/\\@=");

    public static string Mask(ReadOnlySpan<char> token)
    {
        if (token.Length > GroupingLimits.MaxToken) return Masks.Any;
        if (!token.ContainsAny(Telling)) return token.ToString();
        var start = 0;
        while (start < token.Length && Opening.Contains(token[start], StringComparison.Ordinal)) start++;
        var end = token.Length;
        while (end > start && Closing.Contains(token[end - 1], StringComparison.Ordinal)) end--;
        var core = token[start..end];
        return core.IsEmpty ? token.ToString() : string.Concat(token[..start], MaskCore(core), token[end..]);
    }

    private static string MaskCore(ReadOnlySpan<char> core)
    {
        if (core.Contains("://", StringComparison.Ordinal)) return Masks.Url;
        if (IsEmail(core)) return Masks.Email;
        if (KeyLength(core) is var key and > 0) return key + 1 == core.Length ? core.ToString() : $"{core[..key]}={Masks.Any}";
        if (IsPath(core)) return Masks.Path;
        if (Guid.TryParseExact(core, "D", out _)) return Masks.Guid;
        if (IsHostAndPort(core)) return Masks.Address;
        return core.ContainsAny(Digits) ? RunMask.Mask(core) : core.ToString();
    }

    // shop.example.org:8080; not Program.cs:12, where the name says more than the number hides.
    private static bool IsHostAndPort(ReadOnlySpan<char> core)
    {
        var colon = core.LastIndexOf(':');
        if (colon < 3 || colon + 1 == core.Length || core[(colon + 1)..].ContainsAnyExcept(Digits)) return false;
        var host = core[..colon];
        var dot = host.LastIndexOf('.');
        return dot > 0 && host.Length - dot > 2 && !host.ContainsAnyExcept(HostName) && host.Count('.') >= 2;
    }

    private static bool IsEmail(ReadOnlySpan<char> core)
    {
        var at = core.IndexOf('@');
        return at > 0 && core[(at + 1)..].IndexOf('.') > 0 && char.IsLetterOrDigit(core[at - 1]) && char.IsLetterOrDigit(core[at + 1]);
    }

    private static int KeyLength(ReadOnlySpan<char> core)
    {
        var equals = core.IndexOf('=');
        if (equals <= 0 || !char.IsLetter(core[0])) return 0;
        foreach (var c in core[..equals])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) return 0;
        }

        return equals;
    }

    // "and/or" is a word; "/etc", "a/b/c" and "C:\x" are paths; "10/251" is numbers.
    private static bool IsPath(ReadOnlySpan<char> core)
    {
        if (!ContainsLetter(core)) return false;
        if (core[0] == '/') return core.Length > 1;
        if (core.Length > 2 && core[1] == ':' && core[2] is '\\' or '/') return true;
        return core.Count('/') >= 2 || core.Count('\\') >= 2;
    }

    private static bool ContainsLetter(ReadOnlySpan<char> core)
    {
        foreach (var c in core)
        {
            if (char.IsLetter(c)) return true;
        }

        return false;
    }
}
