using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>Keys of services by their own documents.</summary>
internal static class ServiceRules
{
    private const string HexOf32 = "[0-9a-f]{32}";

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        // Slack: "Token types", "Sending messages using incoming webhooks".
        new("slack-token", "Slack token", "xox[abeoprs]-(?:[0-9]{8,14}-){1,3}[A-Za-z0-9]{16,64}", "xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-") { NotAfter = Edges.Dashed },
        new("slack-app-token", "Slack app token", "xapp-[0-9]-A[A-Z0-9]{8,12}-[0-9]{8,14}-[0-9a-f]{64}", "xapp-"),
        new("slack-webhook", "Slack webhook", "hooks.slack.com/(?:services|workflows|triggers)/T[A-Z0-9]{8,12}/[AB]?[A-Z0-9]{8,20}/(?<s>[A-Za-z0-9]{18,32})", "hooks.slack.com/"),

        // Stripe: "API keys"; Shopify: "Access tokens"; Twilio: "API keys", "Auth tokens".
        new("stripe-key", "Stripe live key", "[sr]k_live_[A-Za-z0-9]{24,247}", "sk_live_", "rk_live_"),
        new("shopify-token", "Shopify token", "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", "shpat_", "shpca_", "shppa_", "shpss_"),
        new("twilio-key", "Twilio key", $"(?i:twilio)[^\\n]{{0,60}}?[=:,][ \\t\"'`]{{0,8}}(?<s>(?:SK)?{HexOf32})", "twilio") { AnyCase = true, NotBefore = null },

        // SendGrid: "API keys"; Mailgun: "API authentication".
        new("sendgrid-key", "SendGrid key", @"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", "SG.") { NotAfter = Edges.Dashed },
        new("mailgun-key", "Mailgun key", $"(?i:mailgun)[^\\n]{{0,60}}?(?<s>key-{HexOf32}|{HexOf32}-[0-9a-f]{{8}}-[0-9a-f]{{8}})", "mailgun") { AnyCase = true, NotBefore = null, NotAfter = Edges.Dashed },

        // Telegram: "Bot API", authorizing; Discord: "Reference", authentication, and "Webhook".
        new("telegram-token", "Telegram bot token", "[0-9]{8,10}:AA[A-Za-z0-9_-]{33}", ":AA") { Before = 10, NotAfter = Edges.Dashed },
        new("discord-token", "Discord bot token", @"(?i:discord|token)[^\n]{0,60}?[^A-Za-z0-9_-](?<s>(?<id>[MNO][A-Za-z0-9]{23,27})\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38})", "discord", "token\"", "token'", "token=", "token:", "token =")
        { AnyCase = true, NotBefore = null, NotAfter = Edges.Dashed, Check = NamesAUser },
        new("discord-webhook", "Discord webhook", "discord(?:app)?.com/api/webhooks/[0-9]{17,20}/(?<s>[A-Za-z0-9_-]{60,80})", "discord.com/api", "discordapp.com/api") { NotBefore = null, NotAfter = Edges.Dashed },

        // OpenAI: keys hold "OpenAI" in base64; Anthropic: "API keys"; Hugging Face: "User access tokens".
        new("openai-key", "OpenAI key", "sk-(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,120}T3BlbkFJ[A-Za-z0-9_-]{20,120}", "T3BlbkFJ") { Before = 160, NotAfter = Edges.Dashed },
        new("anthropic-key", "Anthropic key", "sk-ant-[a-z]{3,6}[0-9]{2}-[A-Za-z0-9_-]{80,120}", "sk-ant-") { NotAfter = Edges.Dashed },
        new("huggingface-token", "Hugging Face token", "hf_[A-Za-z]{34}", "hf_") { Check = c => Entropy.Of(c.Secret) > 3.8 ? c.Certainty : null },
    ];

    // The first part is the user's number, in base64.
    private static SecretCertainty? NamesAUser(Candidate candidate)
    {
        var id = candidate.Group("id");
        Span<byte> digits = stackalloc byte[id.Length];
        return Convert.TryFromBase64String(id.PadRight((id.Length + 3) / 4 * 4, '='), digits, out var length) && digits[..length].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? candidate.Certainty : null;
    }
}
