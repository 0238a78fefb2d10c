using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Steward.Azure.Vaults;
using Steward.Cli;
using Steward.Cli.Commands.Vault;
using Steward.TestKit.KeyVault;

namespace Steward.SystemTests.Backups;

/// <summary>Vaults that a key in Key Vault opens, by the commands of the command line.</summary>
public sealed class VaultKeyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-vault-key-").FullName;
    private FakeKeyVault _azure = null!;

    public async ValueTask InitializeAsync()
    {
        _azure = await FakeKeyVault.StartAsync();
        _azure.Add("backups", FakeKeyVersion.Rsa());
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "what must not be lost");
        await File.WriteAllTextAsync(Path.Combine(_folder, "passphrase"), "when Azure is away\n");
    }

    [Fact]
    public async Task A_vault_is_made_filled_and_restored_by_a_key_and_by_the_passphrase_that_was_added()
    {
        var key = FakeKeyVault.AddressOf("backups").ToString();
        Assert.Equal("complete", (await RunAsync(0, "init", "--key-vault-key", key, "--json"))?.GetProperty("verdict").GetString());
        await RunAsync(0, "backup", "a.txt", "--key-vault-key", key);
        await RunAsync(0, "keys", "add", "--key-vault-key", key, "--new-passphrase-file", "passphrase");
        // After a rotation the version that wrapped still opens it, by whichever address of the key.
        var version = _azure.Add("backups", FakeKeyVersion.Rsa());
        await RunAsync(0, "list", "--key-vault-key", FakeKeyVault.AddressOf("backups", version.Id).ToString());
        await RunAsync(0, "restore", "--passphrase-file", "passphrase", "--target", "restored");
        Assert.Equal("what must not be lost", await File.ReadAllTextAsync(Path.Combine(_folder, "restored", "a.txt")));
        Assert.Equal(["keyWrap", "passphrase"], (await RunAsync(0, "keys", "--passphrase-file", "passphrase", "--json"))!.Value.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_is_added_to_a_vault_that_a_passphrase_opens_and_what_cannot_be_is_refused()
    {
        var key = FakeKeyVault.AddressOf("backups").ToString();
        await RunAsync(0, "init", "--passphrase-file", "passphrase");
        await RunAsync(2, "keys", "add", "--passphrase-file", "passphrase");
        await RunAsync(2, "keys", "add", "--passphrase-file", "passphrase", "--new-passphrase-file", "passphrase", "--new-key-vault-key", key);
        await RunAsync(2, "list", "--key-vault-key", key);
        await RunAsync(0, "keys", "add", "--passphrase-file", "passphrase", "--new-key-vault-key", key, "--label", "the servers");
        await RunAsync(0, "list", "--key-vault-key", key);
        await RunAsync(2, "list", "--key-vault-key", key, "--passphrase-file", "passphrase");
        foreach (var wrong in new[] { "http://steward-test.vault.azure.net/keys/backups", "backups", "https://steward-test.vault.azure.net/secrets/backups" }) await RunAsync(2, "list", "--key-vault-key", wrong);
        _azure.FailNext(403, times: 3);
        await RunAsync(2, "list", "--key-vault-key", key);
        await RunAsync(0, "list", "--passphrase-file", "passphrase");
    }

    public async ValueTask DisposeAsync()
    {
        await _azure.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<JsonElement?> RunAsync(int exit, params string[] words)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        using var notes = new StringWriter();
        var services = new CliServices(console, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(notes) }), TimeProvider.System, name => name == "STEWARD_VAULT" ? "vault" : null, _folder)
        {
            KeyWrap = address => new KeyVaultWrap(new Uri(address, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } key ? key : throw Kernel.StewardException.Invalid("no address"), _azure.Credential, _azure.Transport),
        };
        var ended = await new VaultCommands().Build(services).Single().Parse(words).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(ended == exit, $"{string.Join(' ', words)}: {ended} {notes} {output}");
        return words.Contains("--json") ? JsonDocument.Parse(output.ToString()).RootElement : null;
    }
}
