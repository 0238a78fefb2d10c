using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>
/// What stands behind a test point: the lines of its YAML block (TAP 13), or comments. Of the YAML only the few members are known that
/// tools agree on; the rest is text for people.
/// </summary>
internal sealed class TapDiagnostics
{
    private readonly KeptText _yaml = new();
    private readonly KeptText _comments = new();

    /// <summary>The text for people; null when there is none.</summary>
    public string? Message => _yaml.ToString() ?? _comments.ToString();

    /// <summary>The duration that the block names; 0 when it names none.</summary>
    public double Seconds { get; private set; }

    /// <summary>True for a block that says that its point is a group, even of no tests (Node).</summary>
    public bool IsGroup { get; private set; }

    /// <summary>
    /// True for a block that says that no assertion of the test failed (Node, lib/internal/test_runner): a hook did, the test was cancelled with the one around it,
    /// or the process of a whole file, of which alone there is an exit code, ended badly.
    /// </summary>
    public bool IsError { get; private set; }

    /// <summary>True for a block that says that the test's own code failed (Node).</summary>
    public bool IsOwnFailure { get; private set; }

    public void AddYaml(string line)
    {
        var text = line.Trim();
        IsError |= text is "failureType: 'hookFailed'" or "failureType: 'cancelledByParent'" || text.StartsWith("exitCode: ", StringComparison.Ordinal);
        IsOwnFailure |= text == "failureType: 'testCodeFailure'";
        if (text.StartsWith("duration_ms:", StringComparison.Ordinal)) Seconds = ReportDuration.Seconds(text[12..].Trim()) / 1000;
        else if (text is "type: 'suite'" or "type: suite") IsGroup = true;
        else if (!text.StartsWith("type: ", StringComparison.Ordinal)) _yaml.AddLine(line.TrimEnd());
    }

    public void AddComment(string line) => _comments.AddLine(line.TrimStart('#', ' ').TrimEnd());
}
