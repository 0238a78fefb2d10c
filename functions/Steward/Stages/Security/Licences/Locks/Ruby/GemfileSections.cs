namespace Steward.Stages.Security.Licences.Locks.Ruby;

/// <summary>A gem of a lock file; archives of several platforms are one gem.</summary>
internal sealed record Gem(string Name, string Version, string Section, string Remote)
{
    /// <summary>What it needs, by name.</summary>
    public HashSet<string> Needs { get; } = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of its archives, in hexadecimal digits.</summary>
    public List<string> Hashes { get; } = [];
}

/// <summary>The sections of a lock file of Bundler: heads at the margin, <c>specs:</c> with two blanks, gems with four, what they need with six.</summary>
internal sealed class GemfileSections
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "GEM", "GIT", "PATH", "PLUGIN SOURCE", "PLATFORMS", "DEPENDENCIES", "CHECKSUMS", "RUBY VERSION", "BUNDLED WITH",
    };

    private string _section = "";
    private string _remote = "";
    private Gem? _gem;

    /// <summary>The gems by name.</summary>
    public Dictionary<string, Gem> Gems { get; } = new(StringComparer.Ordinal);

    /// <summary>What the product names.</summary>
    public List<string> Named { get; } = [];

    /// <summary>True when the section is there that every lock file has.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Takes a line; false when it cannot be read.</summary>
    public bool Take(LockLine line)
    {
        if (line.Indent == 0) return Open(line.Text);
        return _section switch
        {
            "GEM" or "GIT" or "PATH" or "PLUGIN SOURCE" => TakeSource(line),
            "DEPENDENCIES" => TakeNamed(line.Text),
            "CHECKSUMS" => TakeHash(line.Text),
            "" => false,
            _ => true,
        };
    }

    private bool Open(string head)
    {
        (_section, _gem, _remote) = (head, null, "");
        IsWhole |= head == "DEPENDENCIES";
        return Known.Contains(head);
    }

    private bool TakeSource(LockLine line)
    {
        switch (line.Indent)
        {
            case 2:
                if (line.Text.StartsWith("remote: ", StringComparison.Ordinal)) _remote = line.Text[8..];
                return line.Text.Contains(':', StringComparison.Ordinal);
            case 4 when Split(line.Text) is (var name, { Length: > 0 } version):
                _gem = Gems.TryGetValue(name, out var before) ? before : Gems[name] = new Gem(name, version, _section, _remote);
                return true;
            case 6 when _gem is not null:
                return _gem.Needs.Add(Split(line.Text).Name) || true;
            default:
                return false;
        }
    }

    private bool TakeNamed(string text)
    {
        Named.Add(Split(text.TrimEnd('!')).Name);
        return true;
    }

    private bool TakeHash(string text)
    {
        if (Gems.TryGetValue(Split(text).Name, out var gem) && text.IndexOf(" sha256=", StringComparison.Ordinal) is > 0 and var at && gem.Hashes.Count < 100)
            gem.Hashes.Add(text[(at + 8)..]);
        return true;
    }

    // "name (1.0-x86_64-linux)": after the dash stands the platform, which a version never has.
    private static (string Name, string Version) Split(string text)
    {
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        if (open < 0) return (text.Trim(), "");
        var close = text.IndexOf(')', open);
        return close < 0 ? (text[..open], "") : (text[..open], text[(open + 2)..close].Split('-')[0]);
    }
}
