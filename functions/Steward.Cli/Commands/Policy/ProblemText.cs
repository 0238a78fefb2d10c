using System.Globalization;
using System.Text;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Cli.Commands.Policy;

/// <summary>Problems as compilers print them, so that editors and people find the place: <c>file:line:column: sentence</c>, the line, a caret.</summary>
internal static class ProblemText
{
    private const int MaxLine = 160;

    public static string Of(string file, string text, IReadOnlyList<PolicyProblem> problems)
    {
        if (problems.Count == 0) return $"{file} is valid.\n";
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var output = new StringBuilder();
        foreach (var problem in problems) Append(output, file, lines, problem);
        return output.Append(CultureInfo.InvariantCulture, $"{Texts.Count(problems.Count, "problem")}.\n").ToString();
    }

    private static void Append(StringBuilder output, string file, string[] lines, PolicyProblem problem)
    {
        var path = problem.Path.Length > 0 ? $"{problem.Path}: " : "";
        output.Append(CultureInfo.InvariantCulture, $"{file}:{problem.Line}:{problem.Column}: {path}{problem.Message}\n");
        if (problem.Line > lines.Length) return;
        var line = Texts.Clip(lines[problem.Line - 1].TrimEnd('\r'), MaxLine);
        output.Append(CultureInfo.InvariantCulture, $"{problem.Line,5} | {line}\n");
        if (problem.Column <= line.Length + 1) output.Append("      | ").Append(' ', problem.Column - 1).Append("^\n");
    }
}
