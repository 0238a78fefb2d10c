using System.Text.Json.Nodes;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Commands;

public sealed class VaultCommandTests
{
    [Fact]
    public async Task The_commands_work_from_init_to_restore_and_print_what_others_rely_on()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a.txt", "text");
        var vault = new Uri(Path.Combine(place.Root, "v2")).AbsoluteUri;
        Assert.Equal(0, (await StewardCommand.RunAsync(place.Root, "init", "--vault", vault)).Exit);
        var backup = await JsonAsync(0, place.Root, "backup", "--vault", vault, "--json", "--tag", "nightly", "--host", "web", place.Source);
        Assert.Equal((1, 4, "complete"), (backup["files"]!.GetValue<int>(), backup["bytes"]!.GetValue<int>(), backup["verdict"]!.GetValue<string>()));
        foreach (var name in (string[])["snapshot", "newBytes", "storedBytes", "durationSeconds"]) Assert.NotNull(backup[name]);
        var list = await JsonAsync(0, place.Root, "list", "--vault", vault, "--json", "--host", "web", "--tag", "nightly");
        Assert.Equal(backup["snapshot"]!.GetValue<string>(), list["snapshots"]![0]!["id"]!.GetValue<string>());
        var restore = await JsonAsync(0, place.Root, "restore", "--vault", vault, "--json", "--target", place.Target);
        Assert.Equal((1, "complete"), (restore["files"]!.GetValue<int>(), restore["verdict"]!.GetValue<string>()));
        await Trees.AssertSameAsync(place.Source, place.Target);
        Assert.Equal(2, (await StewardCommand.RunAsync(place.Root, "restore", "--vault", vault, "--target", place.Target)).Exit);
    }

    [Fact]
    public async Task What_is_piped_in_is_kept_as_a_file_and_comes_out_again()
    {
        await using var place = await BackupPlace.CreateAsync();
        var run = await StewardCommand.ScriptAsync(place.Root, "seq 1 400000 > plain && cat plain | $STEWARD backup --vault vault --stdin numbers.txt && $STEWARD cat --vault vault latest numbers.txt | cmp - plain");
        Assert.True(run.Exit == 0, run.Notes + run.Out);
    }

    [Fact]
    public async Task A_vault_is_not_strewn_among_what_others_have()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a.txt", "text");
        var run = await StewardCommand.RunAsync(place.Root, "init", "--vault", "source");
        Assert.Equal(2, run.Exit);
        Assert.Contains("is not empty", run.Notes, StringComparison.Ordinal);
        Assert.Equal(["a.txt"], Directory.EnumerateFileSystemEntries(place.Source).Select(Path.GetFileName));
        Directory.CreateDirectory(Path.Combine(place.Root, "mounted", "lost+found"));
        Assert.Equal(0, (await StewardCommand.RunAsync(place.Root, "init", "--vault", "mounted")).Exit);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_found_as_it_is_shown()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "printf one > $'odd\\xff'; mkdir $'dir\\xfe'; printf two > $'dir\\xfe/f'; printf x > $'same\\xff'; printf y > $'same\\xfe'; ln -s a link");
        Assert.Equal(0, (await StewardCommand.RunAsync(place.Root, "backup", "--vault", "vault", "source")).Exit);
        Assert.Equal("one", (await StewardCommand.ScriptAsync(place.Root, "$STEWARD cat --vault vault latest $'odd\\xff'")).Out);
        Assert.Equal("two", (await StewardCommand.RunAsync(place.Root, "cat", "--vault", "vault", "latest", "dir\uFFFD/f")).Out);
        var several = await StewardCommand.RunAsync(place.Root, "cat", "--vault", "vault", "latest", "same\uFFFD");
        Assert.Equal(2, several.Exit);
        Assert.Contains("several names", several.Notes, StringComparison.Ordinal);
        Assert.Contains("a link to 'a'", (await StewardCommand.RunAsync(place.Root, "cat", "--vault", "vault", "latest", "link")).Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_passphrase_and_a_missing_vault_are_told_and_end_with_2()
    {
        await using var place = await BackupPlace.CreateAsync();
        var wrong = await StewardCommand.ScriptAsync(place.Root, "STEWARD_VAULT_PASSPHRASE=wrong $STEWARD list --vault vault");
        Assert.Equal(2, wrong.Exit);
        Assert.DoesNotContain("wrong", wrong.Notes.Replace("wrong passphrase", "", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
        Assert.Equal(2, (await StewardCommand.RunAsync(place.Root, "list", "--vault", "nothing-here")).Exit);
        Assert.Equal(2, (await StewardCommand.ScriptAsync(place.Root, "unset STEWARD_VAULT_PASSPHRASE; $STEWARD list --vault vault </dev/null")).Exit);
        await File.WriteAllTextAsync(Path.Combine(place.Root, "pass"), BackupPlace.Passphrase + "\n");
        Assert.Equal(0, (await StewardCommand.ScriptAsync(place.Root, "unset STEWARD_VAULT_PASSPHRASE; $STEWARD list --vault vault --passphrase-file pass")).Exit);
    }

    [Fact]
    public async Task Escapes_in_names_hosts_tags_and_labels_never_reach_the_terminal()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "touch a");
        Assert.Equal(0, (await StewardCommand.RunAsync(place.Root, "backup", "--vault", "vault", "source")).Exit);
        await BackupPlace.ShellAsync(place.Source, "touch $'\\e]0;owned\\a' $'\\u009b31m' $'two\\nlines' $'\\u202egpj.exe'");
        Assert.Equal(0, (await StewardCommand.RunAsync(place.Root, "backup", "--vault", "vault", "--host", "h\u001b[31m", "--tag", "t\u001b]0;x\u0007", "source")).Exit);
        await File.WriteAllTextAsync(Path.Combine(place.Root, "second"), "another passphrase\n");
        Assert.Equal(0, (await StewardCommand.RunAsync(place.Root, "keys", "add", "--vault", "vault", "--new-passphrase-file", "second", "--label", "l\u001b[2J")).Exit);
        var first = (await JsonAsync(0, place.Root, "list", "--vault", "vault", "--json"))["snapshots"]![0]!["id"]!.GetValue<string>();
        foreach (var arguments in (string[][])[["list"], ["ls", "latest"], ["diff", first, "latest"], ["keys"], ["forget", "--keep-last", "1", "--dry-run"], ["restore", "--target", "r\u001b[31m"]])
        {
            var run = await StewardCommand.RunAsync(place.Root, [.. arguments, "--vault", "vault"]);
            Assert.InRange(run.Exit, 0, 1);
            Assert.DoesNotContain(run.Out + run.Notes, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        }
    }

    [Fact]
    public async Task Commands_that_are_started_do_not_get_what_opens_the_vault()
    {
        await using var place = await BackupPlace.CreateAsync();
        var run = await StewardCommand.ScriptAsync(place.Root, "export STEWARD_TOKEN=stw-secret STEWARD_GIT_PASSWORD=git-secret KEPT=kept; $STEWARD backup command env.txt env --vault vault && $STEWARD cat --vault vault latest env.txt");
        Assert.Equal(0, run.Exit);
        Assert.Contains("KEPT=kept", run.Out, StringComparison.Ordinal);
        foreach (var secret in (string[])[BackupPlace.Passphrase, "stw-secret", "git-secret"]) Assert.DoesNotContain(secret, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_told_and_hides_no_other()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a.txt", "text");
        var answer = await JsonAsync(1, place.Root, "backup", "--vault", "vault", "--json", "source", "nothing-here");
        Assert.Equal((1, "incomplete"), (answer["files"]!.GetValue<int>(), answer["verdict"]!.GetValue<string>()));
        Assert.Contains("nothing-here", Assert.Single(answer["problems"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, (await StewardCommand.RunAsync(place.Root, "backup", "--vault", "vault", "nothing-here", "nor-here")).Exit);
    }

    [Fact]
    public async Task A_backup_that_is_stopped_says_so_leaves_no_snapshot_and_goes_on_later()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "head -c 40000000 /dev/urandom > large");
        var run = await StewardCommand.ScriptAsync(place.Root, "timeout --preserve-status -s INT 2 $STEWARD backup --vault vault --limit-rate 5M source");
        Assert.Equal(130, run.Exit);
        Assert.Contains("Stopped", run.Notes, StringComparison.Ordinal);
        Assert.Empty((await JsonAsync(0, place.Root, "list", "--vault", "vault", "--json"))["snapshots"]!.AsArray());
        Assert.Equal(1, (await JsonAsync(0, place.Root, "backup", "--vault", "vault", "--json", "source"))["files"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_file_that_the_user_may_not_read_is_named_the_rest_is_kept_and_the_command_says_1()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("open", "kept");
        place.Write("locked", "secret");
        place.Write("shut/inside", "secret");
        await BackupPlace.ShellAsync(place.Root, "chmod 000 source/locked source/shut; chmod 755 . source; chmod 777 vault -R");
        // Root may read everything: somebody else does it.
        var prefix = Environment.IsPrivilegedProcess ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : "";
        var run = await StewardCommand.ScriptAsync(place.Root, $"cp -r \"$(dirname {StewardCommand.Assembly})\" cli; chmod -R a+rX cli; {prefix} dotnet cli/Steward.Cli.dll vault backup --vault vault --json source");
        Assert.True(run.Exit == 1, run.Notes + run.Out);
        var answer = JsonNode.Parse(run.Out)!;
        Assert.Equal((1, "incomplete"), (answer["files"]!.GetValue<int>(), answer["verdict"]!.GetValue<string>()));
        Assert.Equal(2, answer["problems"]!.AsArray().Count);
        Assert.Contains("'locked'", answer["problems"]!.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_many_and_of_large_files_stays_below_300_MB()
    {
        await using var place = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(place.Source, "for d in $(seq 40); do mkdir d$d; (cd d$d; seq 1000 | split -l 1 -a 3); done; head -c 400000000 /dev/urandom > large; seq 12000000 > text");
        foreach (var arguments in (string[][])[["backup", "--vault", "vault", "source"], ["backup", "--vault", "vault", "source"], ["restore", "--vault", "vault", "--target", "target"]])
        {
            var (exit, peak) = await StewardCommand.PeakAsync(place.Root, arguments);
            Assert.Equal(0, exit);
            Assert.True(peak is > 20_000 and < 300_000, $"{arguments[0]} took {peak} KiB");
        }
    }

    private static async Task<JsonNode> JsonAsync(int exit, string folder, params string[] arguments)
    {
        var run = await StewardCommand.RunAsync(folder, arguments);
        Assert.True(run.Exit == exit, run.Notes);
        return JsonNode.Parse(run.Out)!;
    }
}
