using Spectre.Console;
using Steward.Kernel;

namespace Steward.Cli.Commands.Ledger;

/// <summary>The ledger's answers for people and for machines.</summary>
internal static class LedgerViews
{
    /// <summary>Shows an answer; answers with the exit code.</summary>
    public static int Show(CliServices services, bool json, LedgerAnswer answer)
    {
        if (json) services.PrintJson(answer);
        else Print(services.Out, answer);
        return answer.Problems.Count == 0 ? Exit.Yes : Exit.No;
    }

    private static void Print(IAnsiConsole console, LedgerAnswer answer)
    {
        console.Write(Facts(answer));
        if (answer.Problems.Count == 0) return;
        var problems = new Table().AddColumns("where", "what is wrong");
        foreach (var problem in answer.Problems) problems.AddRow(Markup.Escape(problem.Where), Markup.Escape(problem.Message));
        console.Write(problems);
    }

    private static Grid Facts(LedgerAnswer answer)
    {
        var facts = new Grid().AddColumns(2);
        Add("verdict", answer.Verdict);
        Add("size", answer.Checkpoint is null ? "nothing is published yet" : Texts.Count(answer.Size, "entry", "entries"));
        if (answer.Entries > answer.Size) Add("in the table", $"{Texts.Count(answer.Entries.Value, "entry", "entries")}, the newest not published yet");
        Add("root hash", Base64(answer.RootHash));
        if (answer.SignatureChecked is { } isChecked && answer.Checkpoint is not null)
            Add("signature", isChecked ? "checked" : "not checked: give the public key with --key");
        if (answer.Entry is { } entry) Add($"entry {answer.Index}", $"{entry.Kind} on {entry.Subject}: {entry.Outcome}, by {entry.Actor}");
        foreach (var hash in answer.Proof ?? []) Add("proof", Base64(hash));
        return facts;

        void Add(string name, string value) => facts.AddRow(Markup.Escape(name), Markup.Escape(value));
    }

    private static string Base64(byte[]? hash) => hash is null ? "" : Convert.ToBase64String(hash);
}
