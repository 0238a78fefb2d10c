using Steward.Kernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Steward.Stages.Security.Licences.Locks.Values;

/// <summary>
/// Reads the plain part of YAML that package managers write: one document, no aliases, a limited depth. By the parser's events: nothing is
/// made of types, and what stands before an error is kept.
/// </summary>
internal static class YamlLock
{
    public static LockDocument Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > LockReaders.MaxBytes) return new LockDocument(new LockNode(0), $"The file has more than {LockReaders.MaxBytes} bytes.");
        var root = new LockNode(1).AsObject();
        return new LockDocument(root, Fill(LockDocument.TextOf(content), root));
    }

    private static string? Fill(string text, LockNode root)
    {
        var builder = new Builder(root);
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            for (var values = 0; parser.MoveNext(); values++)
            {
                if (values > LockDocument.MaxValues) return $"The file has more than {LockDocument.MaxValues} values.";
                if (builder.Take(parser.Current!) is { } problem) return problem;
            }

            return null;
        }
        catch (YamlException failure)
        {
            return $"This is not YAML at line {failure.End.Line}: {Texts.Clip(failure.Message, 160).TrimEnd('.', ' ')}. Restore the file, or lock again.";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The parser is not ours: whatever it throws at broken input, the file is not valid.
            return $"This cannot be read as YAML ({failure.GetType().Name}). Restore the file, or lock again.";
        }
    }

    private sealed class Builder(LockNode root)
    {
        private readonly Stack<Level> _open = new();
        private int _documents;

        /// <summary>Takes an event; a problem stops the reading.</summary>
        public string? Take(ParsingEvent found)
        {
            var line = (int)found.Start.Line;
            switch (found)
            {
                case DocumentStart: return ++_documents > 1 ? $"Line {line}: a second document begins; a lock file is one." : null;
                case AnchorAlias: return $"Line {line}: lock files have no aliases.";
                case MappingStart: return Open(line, new LockNode(line).AsObject());
                case SequenceStart: return Open(line, new LockNode(line).AsList());
                case MappingEnd or SequenceEnd: _open.TryPop(out _); return null;
                case Scalar scalar: return Scalar(line, scalar);
                default: return null;
            }
        }

        private string? Open(int line, LockNode node)
        {
            if (_open.Count >= LockDocument.MaxDepth) return $"Line {line}: it is nested more than {LockDocument.MaxDepth} levels deep.";
            if (_open.Count == 0 && !node.IsObject) return $"Line {line}: expected an object with the packages.";
            var value = _open.Count == 0 ? root : node;
            var problem = _open.Count == 0 ? null : Put(line, value);
            _open.Push(new Level(value));
            return problem;
        }

        private string? Scalar(int line, Scalar scalar)
        {
            if (_open.Count == 0) return scalar.Value.Length == 0 ? null : $"Line {line}: expected an object with the packages.";
            if (!_open.Peek().Node.IsObject || _open.Peek().Key is not null) return Put(line, new LockNode(line, scalar.Value));
            _open.Push(_open.Pop() with { Key = scalar.Value });
            return null;
        }

        private string? Put(int line, LockNode value)
        {
            var (node, key) = _open.Peek();
            if (!node.IsObject) node.Add(value);
            else if (key is null) return $"Line {line}: expected a text as the key.";
            else if (!node.Add(key, value)) return $"Line {line}: '{Texts.Clip(key, 80)}' stands twice.";
            if (key is not null) _open.Push(_open.Pop() with { Key = null });
            return null;
        }

        private readonly record struct Level(LockNode Node, string? Key = null);
    }
}
