using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Steward.SystemTests.Dashboard;

/// <summary>
/// axe-core, run in the page itself and put there once a page. Deque's own wrapper for Playwright puts it there anew at each run, and finishes each in a
/// new window, for pages with frames of others; ours have no frames, and a window a run was most of the cost.
/// </summary>
internal static class Axe
{
    private const string Judge = """
        async rules => {
          const options = { resultTypes: ['violations'] };
          if (rules.length) options.runOnly = { type: 'rule', values: rules };
          const found = await axe.run(document, options);
          return {
            passed: found.passes.length,
            violations: found.violations.map(v => `${v.id}: ${v.help} at ${v.nodes.map(n => n.target.join(' ')).join(', ')}`),
          };
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What breaks the rules, all or the named ones, on the page as it looks now; fails where nothing was judged.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, params string[] rules)
    {
        Xunit.Assert.Single(page.Frames);
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'")) await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<JsonElement>(Judge, rules);
        var violations = found.GetProperty("violations").EnumerateArray().Select(v => v.GetString()!).ToList();
        Xunit.Assert.True(violations.Count + found.GetProperty("passed").GetInt32() > 0, $"axe judged nothing on {page.Url}");
        return violations;
    }
}
