using System.Text;
using Steward.Intake;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Intake;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();
    private static readonly byte[] Secret = "It's a Secret to Everybody"u8.ToArray();

    // The example of GitHub's documentation, "Validating webhook deliveries".
    private const string Example = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    [Fact]
    public void GitHub_s_own_example_is_reproduced_and_accepted()
    {
        Assert.Equal(Example, WebhookSignature.Sign(Secret, Body));
        Assert.True(WebhookSignature.IsValid([Secret], Example, Body));
        Assert.True(WebhookSignature.IsValid([Secret], "sha256=" + Example[7..].ToUpperInvariant(), Body));
    }

    [Fact]
    public void Any_of_several_secrets_signs_while_one_is_rotated()
    {
        var older = Encoding.UTF8.GetBytes("the secret of last month");
        Assert.True(WebhookSignature.IsValid([older, Secret], Example, Body));
        Assert.True(WebhookSignature.IsValid([Secret, older], Example, Body));
        Assert.False(WebhookSignature.IsValid([older], Example, Body));
    }

    [Fact]
    public void No_secret_never_means_valid()
    {
        Assert.False(WebhookSignature.IsValid([], Example, Body));
        Assert.False(WebhookSignature.IsValid([], null, Body));
    }

    [Fact]
    public void One_changed_byte_of_body_or_signature_is_refused()
    {
        for (var i = 0; i < Body.Length; i++)
        {
            var changed = (byte[])Body.Clone();
            changed[i] ^= 1;
            Assert.False(WebhookSignature.IsValid([Secret], Example, changed));
        }

        for (var i = 7; i < Example.Length; i++)
        {
            var changed = Example[..i] + (Example[i] == '0' ? '1' : '0') + Example[(i + 1)..];
            Assert.False(WebhookSignature.IsValid([Secret], changed, Body));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1z")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e170")]
    public void What_has_not_the_form_of_a_signature_is_refused_without_a_body(string? signature)
    {
        Assert.False(WebhookSignature.IsWellFormed(signature));
        Assert.False(WebhookSignature.IsValid([Secret], signature, Body));
    }

    [Fact]
    public void A_missing_or_short_secret_is_an_error_at_start_that_does_not_show_it()
    {
        Assert.Throws<StewardException>(() => new IntakeOptions().Validate());
        var failure = Assert.Throws<StewardException>(() => new IntakeOptions { Secrets = ["tooshort1234567"] }.Validate());
        Assert.DoesNotContain("tooshort", failure.Message, StringComparison.Ordinal);
        Assert.Throws<StewardException>(() => new IntakeOptions { Secrets = [new string(' ', 40)] }.Validate());
        Assert.Throws<StewardException>(() => new WebhookReader(new IntakeOptions(), TimeProvider.System));
        new IntakeOptions { Secrets = ["0123456789abcdef"] }.Validate();
    }

    [Fact]
    public void Options_out_of_their_range_are_named()
    {
        var secrets = new[] { "0123456789abcdef" };
        var failure = Assert.Throws<StewardException>(() => new IntakeOptions { Secrets = secrets, DispatchConcurrency = 0 }.Validate());
        Assert.Contains("DispatchConcurrency", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<StewardException>(() => new IntakeOptions { Secrets = secrets, StoreTimeout = TimeSpan.FromMinutes(1) }.Validate());
        Assert.Contains("StoreTimeout", failure.Message, StringComparison.Ordinal);
    }
}
