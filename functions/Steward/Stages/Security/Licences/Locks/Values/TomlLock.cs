using Steward.Kernel;
using Tomlyn;
using Tomlyn.Parsing;

namespace Steward.Stages.Security.Licences.Locks.Values;

/// <summary>Reads TOML 1.0 into values, by the parser's events: nothing is made of types, and what stands before an error is kept.</summary>
internal static class TomlLock
{
    private static readonly TomlParserOptions Options = new() { Mode = TomlParserMode.Strict, DecodeScalars = true, EagerStringValues = true };
    private static readonly TomlSerializerOptions Limits = new() { MaxDepth = LockDocument.MaxDepth };

    public static LockDocument Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > LockReaders.MaxBytes) return new LockDocument(new LockNode(0), $"The file has more than {LockReaders.MaxBytes} bytes.");
        var builder = new Builder();
        return new LockDocument(builder.Root, Fill(LockDocument.TextOf(content), builder));
    }

    private static string? Fill(string text, Builder builder)
    {
        var line = 1;
        try
        {
            var parser = TomlParser.Create(text, Options, Limits);
            for (var values = 0; parser.MoveNext(); values++)
            {
                if (values > LockDocument.MaxValues) return $"The file has more than {LockDocument.MaxValues} values.";
                if (parser.Current.Line is > 0 and var at) line = at;
                builder.Take(parser.Current, line, parser);
            }

            return null;
        }
        catch (TomlException failure)
        {
            return $"This is not TOML from line {line} on: {Texts.Clip(failure.Message, 160).Trim().TrimEnd('.')}. Restore the file, or lock again.";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The parser is not ours: whatever it throws at broken input, the file is not valid.
            return $"This cannot be read as TOML from line {line} on ({failure.GetType().Name}). Restore the file, or lock again.";
        }
    }

    /// <summary>Builds values of events. A table may be opened again further down: then its entries go on.</summary>
    private sealed class Builder
    {
        private readonly Stack<(LockNode Node, string? Key)> _open = new();

        public LockNode Root { get; } = new LockNode(1).AsObject();

        public void Take(TomlParseEvent found, int line, TomlParser parser)
        {
            switch (found.Kind)
            {
                case TomlParseEventKind.StartTable: Open(_open.Count == 0 ? Root : Within(new LockNode(line).AsObject())); break;
                case TomlParseEventKind.StartArray: Open(Within(new LockNode(line).AsList())); break;
                case TomlParseEventKind.EndTable or TomlParseEventKind.EndArray: _open.TryPop(out _); break;
                case TomlParseEventKind.PropertyName: _open.Push((_open.Pop().Node, parser.GetPropertyName())); break;
                case TomlParseEventKind.String: Within(new LockNode(line, parser.GetString())); break;
                case TomlParseEventKind.Integer: Within(new LockNode(line, found.GetInt64().ToString())); break;
                case TomlParseEventKind.Boolean: Within(new LockNode(line, found.GetBoolean() ? "true" : "false")); break;
                case TomlParseEventKind.Float or TomlParseEventKind.DateTime: Within(new LockNode(line, "")); break;
                default: break;
            }
        }

        private void Open(LockNode node) => _open.Push((node, null));

        private LockNode Within(LockNode value)
        {
            if (!_open.TryPeek(out var parent)) return value;
            if (parent.Node.IsList) parent.Node.Add(value);
            else if (parent.Key is { } key && !parent.Node.Add(key, value))
                return parent.Node[key] is var before && before.IsObject == value.IsObject && before.IsList == value.IsList ? before : value;
            return value;
        }
    }
}
