using System.Text.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>
/// What the first JSON value of a report holds, by which formats recognise it. Tools print warnings, and tests what they like, before a
/// reporter writes: the value begins at the first line that begins like one and has members.
/// </summary>
/// <param name="Offset">Where the value begins in the text as UTF-8.</param>
/// <param name="Members">The names of its properties and of theirs, with a dot between: <c>results.tests</c>. A string's value of <c>type</c> stands behind <c>=</c>.</param>
/// <param name="Event">The first string of an array that begins with one, or null.</param>
public sealed record JsonHint(int Offset, IReadOnlySet<string> Members, string? Event)
{
    private const int MaxCandidates = 100;
    private const int MaxMembers = 500;

    /// <summary>No JSON.</summary>
    public static JsonHint None { get; } = new(0, new HashSet<string>(), null);

    /// <summary>Whether the value has a member.</summary>
    public bool Has(string member) => Members.Contains(member);

    /// <summary>Looks at the beginning of a text in UTF-8.</summary>
    internal static JsonHint Of(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        for (var tries = 0; tries < MaxCandidates && at < utf8.Length; at += LineLength(utf8[at..]))
        {
            var begin = at + utf8[at..].IndexOfAnyExcept(" \t"u8);
            if (begin < at || utf8[begin] is not ((byte)'{' or (byte)'[')) continue;
            tries++;
            if (Look(utf8[begin..]) is { } found) return found with { Offset = begin };
        }

        return None;
    }

    private static int LineLength(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? rest.Length : end + 1;
    }

    private static JsonHint? Look(ReadOnlySpan<byte> value)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(value, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = ReportLimits.MaxDepth, AllowMultipleValues = true }));
        string? first = null;
        try
        {
            if (!reader.Read()) return null;
            if (reader.TokenType == JsonTokenType.StartArray) return reader.Read() && reader.TokenType == JsonTokenType.String ? new JsonHint(0, members, JsonText.Of(in reader)) : null;
            while (members.Count < MaxMembers && reader.Read() && reader.CurrentDepth > 0) Take(ref reader, members, ref first);
        }
        catch (JsonException)
        {
            // What a test printed began like JSON; or the report is broken further on, which reading it tells.
            return members.Count > 1 ? new JsonHint(0, members, null) : null;
        }

        return members.Count > 0 ? new JsonHint(0, members, null) : null;
    }

    private static void Take(ref Utf8JsonReader reader, HashSet<string> members, ref string? first)
    {
        if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 1 && first == "type") members.Add($"type={JsonText.Of(in reader)}");
        if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2) return;
        var name = JsonText.Of(in reader);
        members.Add(reader.CurrentDepth == 1 ? name : $"{first}.{name}");
        if (reader.CurrentDepth == 1) first = name;
    }
}
