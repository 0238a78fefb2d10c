namespace Steward.Stages.Testing.Running.Editing;

/// <summary>A policy that was changed in one place.</summary>
/// <param name="Text">The whole text after the change.</param>
/// <param name="Line">The line, from 1, where the change is.</param>
/// <param name="Removed">The lines that are not there any more.</param>
/// <param name="Added">The lines that are new.</param>
public sealed record PolicyEdit(string Text, int Line, IReadOnlyList<string> Removed, IReadOnlyList<string> Added)
{
    /// <summary>The change as <c>diff</c> writes it: <c>@@ -4,0 +5,3 @@</c>, then the lines.</summary>
    public IEnumerable<string> Diff() =>
        [$"@@ -{At(Removed)} +{At(Added)} @@", .. Removed.Select(l => $"-{l.TrimEnd('\r')}"), .. Added.Select(l => $"+{l.TrimEnd('\r')}")];

    // Where a side has no lines, diff names the line before.
    private string At(IReadOnlyList<string> lines) => lines.Count > 0 ? $"{Line},{lines.Count}" : $"{Line - 1},0";
}
