using System.Text.Json;
using Steward.Engine;
using Steward.TestKit.Engine;
using Steward.TestKit.Engine.Histories;
using Xunit;

namespace Steward.StorageTests.Workflows;

/// <summary>The check of histories fails, with a sentence, on each kind of change that would break instances that have begun.</summary>
public sealed class BrokenHistoryTests
{
    private static readonly DateTime _noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    // Count, wait for Go or a deadline, store.
    private static readonly History _history = new("as released", "i", _noon, Value(3), [
        new(HistoryKind.Activity, 0, "Count", Value(new { Of = 3 })), new(HistoryKind.Answered, 0, "Count", Value(6), At: _noon.AddSeconds(1)),
        new(HistoryKind.Timer, 1), new(HistoryKind.Raised, null, "Go", Value("on"), At: _noon.AddSeconds(2)),
        new(HistoryKind.Activity, 2, "Store", Value(new { Text = "on", Sum = 6 })), new(HistoryKind.Answered, 2, "Store", Value(true), At: _noon.AddSeconds(3)),
    ], [], false, Value(new { Stored = true }));

    [Fact]
    public void Code_that_asks_for_the_same_fits_also_when_it_gives_more_and_waits_longer() =>
        Assert.Null(BreakOf((context, of) => FlowAsync(context, new { Of = of, More = "new" }, "Count", "Go", TimeSpan.FromDays(3))));

    [Fact]
    public void Another_name_is_a_break() =>
        AssertBreak("Step 0: it now asks for the activity 'Sum', where its history has the activity 'Count'", (c, of) => FlowAsync(c, new { Of = of }, "Sum", "Go", TimeSpan.FromHours(1)));

    [Fact]
    public void Input_that_lacks_a_field_is_a_break() =>
        AssertBreak("Step 0: the activity 'Count' is no longer given .of", (c, _) => FlowAsync(c, new { Number = 1 }, "Count", "Go", TimeSpan.FromHours(1)));

    [Fact]
    public void Another_event_is_a_break() =>
        AssertBreak("Step 2: it no longer asks for the activity 'Store', which its history has", (c, of) => FlowAsync(c, new { Of = of }, "Count", "Proceed", TimeSpan.FromHours(1)));

    [Fact]
    public void Another_order_is_a_break() => AssertBreak("Step 0: it now asks for the activity 'Store', where its history has the activity 'Count'", async (context, of) =>
    {
        await context.CallActivityAsync<bool>("Store", new { Text = "on", Sum = 6 });
        return await FlowAsync(context, new { Of = of }, "Count", "Go", TimeSpan.FromHours(1));
    });

    [Fact]
    public void Another_kind_is_a_break() => AssertBreak("Step 0: it now asks for the sub-orchestration 'Count', where its history has the activity 'Count'", async (context, of) =>
        await context.CallSubOrchestratorAsync<object>("Count", new { Of = of }));

    [Fact]
    public void A_step_more_is_a_break() => AssertBreak("Step 3: it now asks for the activity 'Tell', where its history has no further step", async (context, of) =>
    {
        var output = await FlowAsync(context, new { Of = of }, "Count", "Go", TimeSpan.FromHours(1));
        await context.CallActivityAsync<bool>("Tell");
        return output;
    });

    [Fact]
    public void An_error_where_there_was_none_is_a_break() => AssertBreak("It fails where its history has succeeded: Not any more", async (context, of) =>
    {
        await FlowAsync(context, new { Of = of }, "Count", "Go", TimeSpan.FromHours(1));
        throw new InvalidOperationException("Not any more");
    });

    [Fact]
    public void An_output_that_lacks_a_field_is_a_break() => AssertBreak("Its output no longer has .stored", async (context, of) =>
    {
        await FlowAsync(context, new { Of = of }, "Count", "Go", TimeSpan.FromHours(1));
        return new { Done = true };
    });

    private static async Task<object> FlowAsync(OrchestrationContext context, object input, string count, string go, TimeSpan patience)
    {
        var sum = await context.CallActivityAsync<int>(count, input);
        using var enough = new CancellationTokenSource();
        var text = context.WaitForExternalEvent<string>(go);
        await Task.WhenAny(context.CreateTimer(context.CurrentUtcDateTime + patience, enough.Token), text);
        enough.Cancel(); // CancelAsync would leave the orchestrator's thread
        return new { Stored = await context.CallActivityAsync<bool>("Store", new { Text = await text, Sum = sum }) };
    }

    private static void AssertBreak(string sentence, Func<OrchestrationContext, int, Task<object>> code) =>
        Assert.StartsWith($"Flow (as released) does not fit its recorded history any more. {sentence}", BreakOf(code), StringComparison.Ordinal);

    private static string? BreakOf(Func<OrchestrationContext, int, Task<object>> code) =>
        HistoryReplay.BreakOf(new TaskCatalog().Orchestrator<int, object>("Flow", code).Orchestrators["Flow"], _history);

    private static JsonElement Value(object value) => JsonSerializer.SerializeToElement(value, Kernel.Json.Options);
}
