using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>One requirement of a requirements file.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Name">The normalised name.</param>
internal sealed record Requirement(int Line, string Name)
{
    /// <summary>The version when it is pinned by <c>==</c> or <c>===</c>; null otherwise.</summary>
    public string? Version { get; init; }

    /// <summary>Where it comes from when it names an address; null otherwise.</summary>
    public string? Place { get; init; }

    /// <summary>Its hashes, <c>sha256:...</c>.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>Who it came by, as pip-compile and uv write it: packages, or <c>-r file</c>.</summary>
    public List<string> Via { get; } = [];
}

/// <summary>A requirements file (the format of pip's reference): one requirement a line, continued by a backslash; options begin with a dash.</summary>
/// <param name="Entries">The requirements.</param>
/// <param name="Includes">Files taken in by <c>-r</c>.</param>
/// <param name="Problem">What cannot be read.</param>
internal sealed record Requirements(IReadOnlyList<Requirement> Entries, IReadOnlyList<string> Includes, string? Problem)
{
    /// <summary>True when it names where packages are looked for: an index, or a place with links.</summary>
    public bool NamesIndex { get; init; }

    /// <summary>
    /// True for a file that names everything that it installs: each requirement is pinned, and hashes (without which pip refuses what is not
    /// named) or the notes of a resolver stand with each.
    /// </summary>
    public bool IsComplete => Entries.All(e => (e.Version is not null || e.Place is not null) && (e.Hashes.Count > 0 || e.Via.Count > 0));

    /// <summary>Reads a file as far as it can be read.</summary>
    public static Requirements Read(ReadOnlyMemory<byte> content)
    {
        var reader = new Reader();
        string? problem = null;
        LockLine? pending = null;
        foreach (var line in LockLines.Of(content, found => problem ??= found))
        {
            var joined = pending is { } before ? before with { Text = $"{before.Text} {line.Text}" } : line;
            if (joined.Text.Length > 200_000) return reader.Done($"Line {joined.Number}: it goes on for more than 200000 characters.");
            pending = joined.Text.EndsWith('\\') && !joined.Text.StartsWith('#') ? joined with { Text = joined.Text[..^1].TrimEnd() } : null;
            if (pending is null && !reader.Take(joined)) problem ??= LockLines.Unreadable(joined, "a requirement");
        }

        if (pending is { } last) problem ??= $"Line {last.Number}: it goes on, but the file ends.";
        return reader.Done(problem);
    }

    private sealed class Reader
    {
        private readonly List<Requirement> _entries = [];
        private readonly List<string> _includes = [];
        private bool _inVia;
        private bool _namesIndex;

        public Requirements Done(string? problem) => new(_entries, _includes, problem) { NamesIndex = _namesIndex };

        public bool Take(LockLine line)
        {
            if (line.Text[0] == '#') return TakeNote(line);
            _inVia = false;
            var text = line.Text.Split(" #")[0].Trim();
            var note = line.Text.Length > text.Length && line.Text.IndexOf(" # via ", StringComparison.Ordinal) is > 0 and var via ? line.Text[(via + 7)..] : "";
            var isRead = text.StartsWith('-') ? TakeOption(text) : TakeRequirement(line.Number, text);
            if (isRead && !text.StartsWith('-')) AddVia(note);
            return isRead;
        }

        // "# via requests", or "# via" with one name in each line after it; always below the requirement.
        private bool TakeNote(LockLine line)
        {
            var note = line.Text.TrimStart('#').Trim();
            if (line.Indent == 0 || _entries.Count == 0) return true;
            if (note == "via" || note.StartsWith("via ", StringComparison.Ordinal))
            {
                _inVia = true;
                AddVia(note[3..]);
            }
            else if (_inVia)
            {
                AddVia(note);
            }

            return true;
        }

        private void AddVia(string names)
        {
            foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (_entries.Count > 0 && _entries[^1].Via.Count < 500) _entries[^1].Via.Add(name);
            }
        }

        private bool TakeOption(string text)
        {
            var words = text.Split([' ', '='], 2, StringSplitOptions.TrimEntries);
            _namesIndex |= words[0] is "-i" or "--index-url" or "--extra-index-url" or "-f" or "--find-links";
            if (words is ["-r" or "--requirement", { Length: > 0 } file]) _includes.Add(Texts.Clip(file, 300));
            else if (words is ["-e" or "--editable", { Length: > 0 } place] && !place.StartsWith('.')) _entries.Add(Editable(place));
            else if (text.StartsWith("-r", StringComparison.Ordinal) && words[0].Length > 2) _includes.Add(Texts.Clip(words[0][2..], 300));
            return true;
        }

        private static Requirement Editable(string place) =>
            new(0, place.IndexOf("#egg=", StringComparison.Ordinal) is >= 0 and var at && PythonNames.NameOf(place[(at + 5)..]) is { } name ? name : "editable") { Place = place };

        private bool TakeRequirement(int line, string text)
        {
            var hashes = text.Split(" --hash", StringSplitOptions.TrimEntries);
            var plain = hashes[0].Split(" --")[0].Split(';')[0].Trim();
            // A folder of the product itself.
            if (plain.StartsWith('.')) return true;
            if (PythonNames.NameOf(plain) is not { } name) return false;
            var isAddress = plain.Contains("://", StringComparison.Ordinal);
            _entries.Add(new Requirement(line, isAddress && !plain.Contains('@', StringComparison.Ordinal) ? "address" : name)
            {
                Version = isAddress ? null : Pinned(plain),
                Place = isAddress ? plain[(plain.IndexOf('@', StringComparison.Ordinal) + 1)..].Trim() : null,
                Hashes = [.. hashes.Skip(1).Select(h => h.TrimStart('=', ' ').Split(' ')[0])],
            });
            return true;
        }

        private static string? Pinned(string text)
        {
            var at = text.IndexOf("==", StringComparison.Ordinal);
            if (at < 0) return null;
            var version = text[(at + 2)..].TrimStart('=').Trim();
            // Several conditions, a wildcard or a range are no pin: none of their characters is one of a version, or stands before the pin.
            return PackageNames.IsVersion(version) && text.AsSpan(0, at).IndexOfAny('<', '>', '~') < 0 && !text.AsSpan(0, at).Contains(',') ? version : null;
        }
    }
}
