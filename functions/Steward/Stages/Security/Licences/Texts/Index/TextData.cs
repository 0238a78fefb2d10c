using System.Text.Json;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>The texts that this program carries, as JSON lines: the first line tells their origin, every other one is a text.</summary>
internal static class TextData
{
    /// <summary>The licences of the SPDX list (scripts/licence-texts).</summary>
    public const string Licences = "licence-texts.jsonl";

    /// <summary>The exceptions, kept by hand, each with its own origin.</summary>
    public const string Exceptions = "exception-texts.jsonl";

    /// <summary>Reads a file; a record without a text has that of the one it names.</summary>
    public static IEnumerable<TextRecord> Read(string name)
    {
        using var reader = Open(name);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var record = JsonSerializer.Deserialize<TextRecord>(line, Json.Options)!;
            texts[record.Id] = record.Text ?? texts[record.SameTextAs!];
            yield return record with { Text = texts[record.Id] };
        }
    }

    // Behind the first line.
    private static StreamReader Open(string name)
    {
        var reader = new StreamReader(typeof(TextData).Assembly.GetManifestResourceStream(name)!);
        reader.ReadLine();
        return reader;
    }
}

/// <summary>One line of the data.</summary>
internal sealed record TextRecord(string Id, string? Name, string? Text, string? SameTextAs);
