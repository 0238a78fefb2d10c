using Spectre.Console;
using Spectre.Console.Rendering;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Cli.Views;

/// <summary>A verdict tree for people: a mark, a word and a colour for each verdict, never the colour alone.</summary>
/// <param name="root">The tree.</param>
/// <param name="title">What was judged; null: the root's own name.</param>
internal sealed class VerdictTreeView(VerdictNode root, string? title = null) : IRenderable
{
    private const int MaxReason = 400;
    private static readonly Dictionary<string, Verdict?> None = [];
    private IRenderable? _tree;

    /// <summary>The nodes, by path, whose verdict is another one than it was (null: there was none); they are marked.</summary>
    public IReadOnlyDictionary<string, Verdict?> Changed { get; init; } = None;

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => Tree.Measure(options, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => Tree.Render(options, maxWidth);

    private IRenderable Tree => _tree ??= Build(title ?? root.Name);

    private Tree Build(string name)
    {
        var tree = new Tree(Line(root, name, root.Name)) { Guide = TreeGuide.Line };
        foreach (var child in root.Children) Add(tree, child, root.Name);
        return tree;
    }

    private void Add(IHasTreeNodes parent, VerdictNode node, string above)
    {
        var path = $"{above}/{node.Name}";
        var line = parent.AddNode(Line(node, node.Name, path));
        foreach (var child in node.Children) Add(line, child, path);
    }

    private Markup Line(VerdictNode node, string name, string path)
    {
        var mark = !Changed.TryGetValue(path, out var was) ? "" : was is { } before ? $" [bold yellow](was {VerdictStyle.Word(before)})[/]" : " [bold yellow](new)[/]";
        return new Markup($"{VerdictStyle.Markup(node.Verdict)}{mark} [bold]{Markup.Escape(Texts.Clip(name, 120))}[/]  {Markup.Escape(Texts.Clip(node.Reason, MaxReason))}");
    }
}
