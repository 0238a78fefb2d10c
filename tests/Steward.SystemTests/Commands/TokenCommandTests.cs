using Steward.Access;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Commands;

/// <summary>The first administrator's token is made without a server, and its hash is what the settings take.</summary>
public sealed class TokenCommandTests
{
    [Fact]
    public async Task The_token_alone_is_on_standard_output_and_its_setting_on_standard_error()
    {
        var (exit, output, error) = await MakeAsync();
        Assert.Equal(0, exit);
        var token = output.TrimEnd('\n');
        Assert.True(TokenSecret.IsWellFormed(token), output);
        Assert.Contains($"STEWARD__FirstAdministrator={TokenSecret.Hash(token)}", error.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.DoesNotContain(token, error, StringComparison.Ordinal);
        Assert.NotEqual(token, (await MakeAsync()).Out.TrimEnd('\n'));
    }

    [Fact]
    public async Task A_host_with_that_setting_lets_the_token_in()
    {
        var token = (await MakeAsync()).Out.TrimEnd('\n');
        await using var host = await HostProcess.StartAsync(
            (await TestKit.Azurite.SharedAsync()).ConnectionString, TestKit.Azurite.NewPrefix(), more: settings => settings["FirstAdministrator"] = TokenSecret.Hash(token));
        var environment = new Dictionary<string, string> { ["STEWARD_URL"] = host.Url, ["STEWARD_TOKEN"] = token };
        await Eventually.TrueAsync("the token is let in", async () => (await StewardCommand.RunAsync(Path.GetTempPath(), environment, "tokens", "list")).Exit == 0);
        Assert.DoesNotContain(token, host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenSecret.Hash(token), host.Log, StringComparison.Ordinal);
    }

    private static Task<ProgramRun> MakeAsync() =>
        StewardCommand.RunAsync(Path.GetTempPath(), new Dictionary<string, string>(), "tokens", "make");
}
