using Steward.Kernel;
using Steward.Policy.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Steward.Policy.Yaml;

/// <summary>
/// Reads a YAML document into values with places. It is the plain part of YAML: one document, no anchors, aliases or tags, every key once,
/// a limited depth. Built on the parser's events, so that nothing is ever made of a type that the document names.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 32;
    private readonly IParser _parser;
    private readonly ProblemList _problems;

    private YamlReader(string text, ProblemList problems) =>
        (_parser, _problems) = (new Parser(new Scanner(new StringReader(text), skipComments: true)), problems);

    /// <summary>The document's value; null when it has none or is not YAML, which is then reported.</summary>
    public static YamlValue? Read(string text, ProblemList problems)
    {
        try
        {
            return new YamlReader(text, problems).Document();
        }
        catch (TooDeepException)
        {
            // Reported. Reading stops here at once: the parser takes time with the square of the depth.
        }
        catch (YamlException failure)
        {
            problems.Add("", (int)failure.End.Line, (int)failure.End.Column, $"This is not YAML: {Sentence(failure)}");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The parser is not ours and has been seen to throw other things on broken input; whatever it is, the file is not valid.
            problems.Add("", 1, 1, $"This cannot be read as YAML ({failure.GetType().Name}).");
        }

        return null;
    }

    private YamlValue? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return null;
        _parser.Consume<DocumentStart>();
        var value = Value("", depth: 1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second)) Report("", second, "Expected one document; a second one begins here.");
        return value;
    }

    private YamlValue Value(string path, int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Refuse(path, alias, $"Aliases (*{Texts.Clip(alias.Value.Value, 40)}) are not allowed; write the value itself.");
        CheckProperties(path, _parser.Current as NodeEvent);
        if (_parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(LineOf(scalar), ColumnOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
        if (depth <= MaxDepth) return _parser.Accept<SequenceStart>(out _) ? List(path, depth) : Object(path, depth);
        Report(path, _parser.Current!, $"This is nested more than {MaxDepth} levels deep; what follows was not read.");
        throw new TooDeepException();
    }

    private YamlList List(string path, int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(KeyPath.Item(path, items.Count), depth + 1));
        return new YamlList(LineOf(start), ColumnOf(start), items);
    }

    private YamlObject Object(string path, int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Value(path, depth + 1) is not YamlScalar key) RefuseKey(path, depth);
            else AddEntry(entries, new YamlEntry(key, Value(KeyPath.Child(path, key.Text), depth + 1)), path);
        }

        return new YamlObject(LineOf(start), ColumnOf(start), [.. entries.Values]);
    }

    private void AddEntry(Dictionary<string, YamlEntry> entries, YamlEntry entry, string path)
    {
        var key = entry.Key;
        if (entries.TryAdd(key.Text, entry)) return;
        var first = entries[key.Text].Key;
        _problems.Add(KeyPath.Child(path, key.Text), key, $"The key '{Texts.Clip(key.Text, 60)}' stands twice; the first is in line {first.Line}.");
    }

    private void RefuseKey(string path, int depth)
    {
        var value = _parser.Current!;
        Report(path, value, "Expected a text as the key, not a list, an object or an alias.");
        Value(path, depth + 1);
    }

    private void CheckProperties(string path, NodeEvent? node)
    {
        if (node is null) return;
        if (!node.Anchor.IsEmpty) Report(path, node, $"Anchors (&{Texts.Clip(node.Anchor.Value, 40)}) are not allowed; write the value where it is needed.");
        if (!node.Tag.IsEmpty) Report(path, node, "Tags (!...) are not allowed; remove it.");
    }

    private YamlUnreadable Refuse(string path, ParsingEvent at, string message)
    {
        Report(path, at, message);
        return new YamlUnreadable(LineOf(at), ColumnOf(at));
    }

    private void Report(string path, ParsingEvent at, string message) => _problems.Add(path, LineOf(at), ColumnOf(at), message);

    private sealed class TooDeepException : Exception;

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    private static int ColumnOf(ParsingEvent at) => (int)at.Start.Column;

    private static string Sentence(YamlException failure)
    {
        var message = Texts.Clip(failure.Message, 200).TrimEnd('.', ' ');
        return $"{message}.";
    }
}
