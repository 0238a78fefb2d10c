using Spectre.Console;
using Spectre.Console.Rendering;
using Steward.Kernel;

namespace Steward.Cli.Views;

/// <summary>Shows control characters in what is printed as spaces: names, hosts, tags and messages come from others, and a terminal would obey the escapes in them. The console's own escapes stay.</summary>
internal sealed class HarmlessText : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(r => new Shown(r));

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(s => s.IsControlCode || s.IsLineBreak || s.Text == "\n" ? s : new Segment(Texts.Harmless(s.Text), s.Style));
    }
}
