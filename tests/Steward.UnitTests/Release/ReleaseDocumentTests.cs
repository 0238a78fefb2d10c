using Steward.Access;
using Steward.Stages.Release.Approvals;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Deployments;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Instructions.Reading;
using Xunit;

namespace Steward.UnitTests.Release;

/// <summary>The examples of docs/release.md are what Steward reads.</summary>
public sealed class ReleaseDocumentTests
{
    private static readonly List<string> Examples = [.. Blocks(Document())];

    [Fact]
    public void The_policy_is_valid()
    {
        var policy = ReleasePolicies.Of(Examples[0]);
        Assert.Equal(new ApprovalsPolicy(2, AccessLevel.Approve, TimeSpan.FromDays(7), false), policy.Get(ApprovalsPolicy.Section));
        Assert.Equal("docs/releasing.md", policy.Get(InstructionsPolicy.Section).File);
    }

    [Fact]
    public void Every_other_policy_is_valid_too()
    {
        var policies = Examples.Where(e => e.StartsWith("version: 1\n", StringComparison.Ordinal)).Select(ReleasePolicies.Of).ToList();
        Assert.Equal(3, policies.Count);
        Assert.Equal(["antivirus", "secrets", "licences", "review", "tests"], policies[1].Get(CodePolicy.Section).Demands.Select(d => d.Processor));
        Assert.Equal(["production"], policies[2].Get(DeploymentPolicy.Section).Environments);
    }

    [Fact]
    public void The_instructions_have_no_problem()
    {
        var list = MarkdownInstructions.Read("docs/releasing.md", Examples[1]);
        Assert.Empty(list.Problems);
        Assert.Equal(["notes", "scan", "try", "phone", "offline", "announce"], list.Items.Select(i => i.Id));
        Assert.Equal(["notes", "try"], list.Items[^1].After);
    }

    private static string Document()
    {
        using var reader = new StreamReader(typeof(ReleaseDocumentTests).Assembly.GetManifestResourceStream("docs/release.md")!);
        return reader.ReadToEnd();
    }

    // Indented code: a run of lines that begin with four spaces, with empty ones between them.
    private static IEnumerable<string> Blocks(string markdown)
    {
        var block = new List<string>();
        foreach (var line in markdown.Split('\n').Append("end"))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal) || (line.Length == 0 && block.Count > 0)) block.Add(line.Length == 0 ? "" : line[4..]);
            else if (block.Count > 0)
            {
                yield return string.Join('\n', block) + "\n";
                block.Clear();
            }
        }
    }
}
