using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences;

/// <summary>What people are asked about licences: one node for each package and expression, whatever its versions, so that one answer holds for all.</summary>
internal static class LicenceQuestions
{
    /// <summary>The node above the questions.</summary>
    public const string Name = "questions";

    private const int Most = 200;

    public static IEnumerable<VerdictNode> Of(IReadOnlyList<JudgedDependency> judged)
    {
        var asked = judged.Where(d => d.Question is not null)
            .GroupBy(d => LicenceText.QuestionName(d.Dependency.Id, d.Concluded!), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (asked.Count == 0) return [];
        var nodes = asked.Take(Most).Select(Node);
        if (asked.Count > Most) nodes = nodes.Append(new VerdictNode("more questions", Verdict.Fail, $"{Texts.Count(asked.Count - Most, "more question")}."));
        return [VerdictNode.All(Name, nodes)];
    }

    private static VerdictNode Node(IGrouping<string, JudgedDependency> asked)
    {
        var first = asked.First();
        var where = Texts.Some([.. asked.SelectMany(d => d.Dependency.LockFiles).Distinct().Order(StringComparer.Ordinal)], 2);
        var versions = Texts.Some([.. asked.Select(d => d.Dependency.Id.Version).Distinct().Order(StringComparer.Ordinal)], 5);
        return new VerdictNode(asked.Key, first.Verdict, $"{first.Dependency.Id.Ecosystem}:{first.Dependency.Id.Name} {versions} ({where}): {first.Reason.TrimEnd('.')}. A person is asked, once.")
        {
            Question = first.Question,
        };
    }
}
