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
    private readonly IRenderable _tree = Build(root, title ?? root.Name);

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => _tree.Measure(options, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => _tree.Render(options, maxWidth);

    private static Tree Build(VerdictNode root, string title)
    {
        var tree = new Tree(Line(root, title)) { Guide = TreeGuide.Line };
        foreach (var child in root.Children) Add(tree, child);
        return tree;
    }

    private static void Add(IHasTreeNodes parent, VerdictNode node)
    {
        var line = parent.AddNode(Line(node, node.Name));
        foreach (var child in node.Children) Add(line, child);
    }

    private static Markup Line(VerdictNode node, string name) => new(
        $"{VerdictStyle.Markup(node.Verdict)} [bold]{Markup.Escape(Texts.Clip(name, 120))}[/]  {Markup.Escape(Texts.Clip(node.Reason, MaxReason))}");
}
