using System.Text;

namespace Steward.Intake.Parsing;

/// <summary>The fields that are wanted of a payload, as a tree of names; everything else is passed over unread.</summary>
internal sealed class FieldTree
{
    private readonly List<FieldTree> _children = [];

    private FieldTree(string path) => Path = path;

    /// <summary>The path from the root, with dots.</summary>
    public string Path { get; }

    /// <summary>The field's place among the captured values, or -1 for an object that only leads to fields.</summary>
    public int Slot { get; private set; } = -1;

    /// <summary>The own name in UTF-8.</summary>
    public byte[] Name { get; private init; } = [];

    /// <summary>The fields below.</summary>
    public IReadOnlyList<FieldTree> Children => _children;

    /// <summary>The tree of some paths; the slots follow their order.</summary>
    public static FieldTree Of(IReadOnlyList<string> paths)
    {
        var root = new FieldTree("");
        for (var i = 0; i < paths.Count; i++) root.Add(paths[i].Split('.'), i);
        return root;
    }

    private void Add(ReadOnlySpan<string> names, int slot)
    {
        if (names.IsEmpty)
        {
            Slot = slot;
            return;
        }

        Child(names[0]).Add(names[1..], slot);
    }

    private FieldTree Child(string name)
    {
        var path = Path.Length == 0 ? name : $"{Path}.{name}";
        var child = _children.Find(c => c.Path == path);
        if (child is null) _children.Add(child = new FieldTree(path) { Name = Encoding.UTF8.GetBytes(name) });
        return child;
    }
}
