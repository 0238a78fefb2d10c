namespace Steward.Source;

/// <summary>Reads the hunks of a unified diff of one file, with or without lines of context, as if it had been made without (<c>git diff -U0</c>).</summary>
public static class PatchReader
{
    /// <summary>The hunks of a patch and how many lines it adds and removes: a caller compares these with what was announced, since patches come cut.</summary>
    public static PatchLines Read(string patch)
    {
        var reader = new Runs();
        foreach (var line in patch.AsSpan().EnumerateLinesByFeed()) reader.Take(line);
        reader.Close();
        return new PatchLines(reader.Hunks, reader.Added, reader.Removed);
    }

    /// <summary>Reads <c>@@ -1,2 +3,4 @@</c>; null when the line is no hunk's head. A count that is not there is 1.</summary>
    public static Hunk? ReadHead(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("@@ -")) return null;
        var body = line[4..];
        var plus = body.IndexOf(" +");
        var end = body.IndexOf(" @@");
        return plus > 0 && end > plus && Range(body[..plus], out var old) && Range(body[(plus + 2)..end], out var now)
            ? new Hunk(old.Start, old.Count, now.Start, now.Count)
            : null;
    }

    private static bool Range(ReadOnlySpan<char> text, out (int Start, int Count) range)
    {
        range = (0, 1);
        var comma = text.IndexOf(',');
        var startText = comma < 0 ? text : text[..comma];
        return int.TryParse(startText, out range.Start) && (comma < 0 || int.TryParse(text[(comma + 1)..], out range.Count));
    }

    private static FeedEnumerator EnumerateLinesByFeed(this ReadOnlySpan<char> text) => new(text);

    // Only LF ends a line of a patch: CR, U+2028 and the like are content.
    private ref struct FeedEnumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;
        private bool _done;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly FeedEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_done) return false;
            var end = _rest.IndexOf('\n');
            _done = end < 0;
            Current = _done ? _rest : _rest[..end];
            _rest = _done ? default : _rest[(end + 1)..];
            return true;
        }
    }

    private sealed class Runs
    {
        private int _old;
        private int _new;
        private int _removed;
        private int _added;

        public List<Hunk> Hunks { get; } = [];

        public int Added { get; private set; }

        public int Removed { get; private set; }

        public void Take(ReadOnlySpan<char> line)
        {
            switch (line.IsEmpty ? ' ' : line[0])
            {
                case '@':
                    Begin(ReadHead(line));
                    break;
                case '-':
                    _removed++;
                    break;
                case '+':
                    _added++;
                    break;
                case ' ':
                    Close();
                    _old++;
                    _new++;
                    break;
            }
        }

        public void Close()
        {
            if (_removed + _added == 0) return;
            Hunks.Add(new Hunk(_removed == 0 ? _old - 1 : _old, _removed, _added == 0 ? _new - 1 : _new, _added));
            (_old, _new, Removed, Added) = (_old + _removed, _new + _added, Removed + _removed, Added + _added);
            _removed = _added = 0;
        }

        private void Begin(Hunk? head)
        {
            Close();
            if (head is null) return;
            // A side without lines names the line before it; what follows begins one later.
            (_old, _new) = (head.OldStart + (head.OldCount == 0 ? 1 : 0), head.NewStart + (head.NewCount == 0 ? 1 : 0));
        }
    }
}

/// <summary>What a patch says.</summary>
/// <param name="Hunks">The changed runs, without context.</param>
/// <param name="Added">Lines added.</param>
/// <param name="Removed">Lines removed.</param>
public sealed record PatchLines(IReadOnlyList<Hunk> Hunks, int Added, int Removed);
