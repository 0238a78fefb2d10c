using System.Text.Json.Nodes;
using Steward.TestKit.Passports;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Commands;

/// <summary><c>steward passport verify</c> as others rely on it: with nothing but the file, the key and what is expected.</summary>
public sealed class PassportCommandTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-passport-");
    private readonly TestKey _key = new();

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(PathOf("p.json"), await SignedPassport.WriteAsync(_key));
        await File.WriteAllTextAsync(PathOf("k.pem"), _key.PublicPem);
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_passport_that_is_for_what_was_expected_is_valid()
    {
        var run = await VerifyAsync("--product", "acme/shop", "--tag", "v1", "--commit", SignedPassport.Commit.ToString(), "--json");

        Assert.Equal((0, "valid"), (run.Exit, (string)JsonNode.Parse(run.Out)!["verdict"]!));
        var names = JsonNode.Parse(run.Out)!["checks"]!.AsArray().Where(c => (string)c!["verdict"]! == "pass").Select(c => (string)c!["name"]!).ToList();
        Assert.Equal(["expected product", "expected tag", "expected commit"], names[^3..]);
    }

    [Theory]
    [InlineData("--product", "acme/till", "The product acme/till was expected, but this passport is for acme/shop.")]
    [InlineData("--tag", "v2", "The tag v2 was expected, but this passport is for v1.")]
    [InlineData("--commit", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "was expected, but this passport is for aaaaaaaa")]
    public async Task A_passport_for_something_else_is_a_no_with_one_sentence(string option, string value, string sentence)
    {
        var json = await VerifyAsync(option, value, "--json");
        var shown = await VerifyAsync(option, value);

        Assert.Equal((1, "invalid"), (json.Exit, (string)JsonNode.Parse(json.Out)!["verdict"]!));
        var failed = Assert.Single(JsonNode.Parse(json.Out)!["checks"]!.AsArray(), c => (string)c!["verdict"]! == "fail");
        Assert.Equal($"expected {option[2..]}", (string)failed!["name"]!);
        Assert.Contains(sentence, (string)failed["detail"]!, StringComparison.Ordinal);
        Assert.Equal(1, shown.Exit);
        Assert.Contains("No: The", shown.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--product", "acme")]
    [InlineData("--commit", "aaaaaaa")]
    public async Task An_expectation_that_cannot_be_read_is_a_wrong_input(string option, string value)
    {
        var run = await VerifyAsync(option, value);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains(value, run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_expectation_it_is_said_that_there_was_none()
    {
        var run = await VerifyAsync();

        Assert.Equal(0, run.Exit);
        Assert.Contains("--product", run.Notes, StringComparison.Ordinal);
    }

    private Task<ProgramRun> VerifyAsync(params string[] more) =>
        StewardCommand.RunAsync(_folder.FullName, new Dictionary<string, string>(), ["passport", "verify", "p.json", "--key", "k.pem", .. more]);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
