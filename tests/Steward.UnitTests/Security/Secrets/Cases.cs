using static Steward.UnitTests.Security.Secrets.Made;

namespace Steward.UnitTests.Security.Secrets;

/// <summary>A secret in its surroundings, and which rule has to find it.</summary>
internal sealed record TrueCase(string Rule, string Before, string Secret, string After = "\n");

/// <summary>What looks nearly like one, and is none.</summary>
internal sealed record NearMiss(string Rule, string Text);

/// <summary>For every rule what it has to find, and what it must leave alone.</summary>
internal static class Cases
{
    private const string Dashes = "-----";

    public static IReadOnlyList<TrueCase> True { get; } = [.. Code(), .. Clouds(), .. Services(), .. Others()];

    public static IReadOnlyList<NearMiss> Near { get; } = [.. NearCode(), .. NearClouds(), .. NearServices(), .. NearOthers()];

    /// <summary>A private key's text; its body is random, and no key.</summary>
    public static string Pem(string kind, string end = "\n", string headers = "") =>
        $"{Begin(kind)}{end}{headers}{Random(Base64, 64)}{end}{Random(Base64, 64, 8)}{end}{Dashes}END {kind}{Dashes}{end}";

    public static string Begin(string kind) => $"{Dashes}BEGIN {kind}{Dashes}";

    private static string Annotated(string signature) => Random(Alphanumeric, 52) + "JQQ" + "J99" + "BA" + Random(Alphanumeric, 16) + signature + "AbC4";

    private static IEnumerable<TrueCase> Code() =>
    [
        new("github-token", "const token = \"", Checked("ghp_"), "\";"),
        new("github-token", "x", Checked("gho_"), ""),
        new("github-token", "https://", Checked("ghs_"), "@github.com/a/b"),
        new("github-fine-grained-token", "GH=", "github_" + "pat_" + Random(Alphanumeric, 22) + "_" + Random(Alphanumeric, 59)),
        new("gitlab-token", "t: ", "glpat" + "-" + Random(Url, 20)),
        new("gitlab-token", "t: ", "glrt" + "-" + "t1_" + Random(Url, 20)),
        new("npm-token", "//registry/:_authToken=", Checked("npm_")),
        new("pypi-token", "password = ", "pypi" + "-AgEIcHlwaS5vcmc" + Random(Url, 120)),
        new("nuget-key", "--api-key ", "oy2" + Random("abcdefghijklmnopqrstuvwxyz234567", 43)),
        new("docker-token", "docker login -p ", "dckr" + "_pat_" + Random(Url, 27)),
        new("steward-token", "STEWARD_TOKEN=", OwnToken()),
    ];

    private static IEnumerable<NearMiss> NearCode() =>
    [
        new("github-token", Bent(Checked("ghp_"))), new("github-token", "ghp_" + new string('x', 36)), new("github-token", Checked("ghp_")[..^1]),
        new("github-fine-grained-token", "github_pat_" + Random(Alphanumeric, 22) + "_" + Random(Alphanumeric, 58)), new("github-fine-grained-token", "github_pat_" + new string('x', 22) + "_" + new string('x', 59)),
        new("gitlab-token", "glpat-" + Random(Url, 19) + " "), new("gitlab-token", "glpat-xxxxxxxxxxxxxxxxxxxx"), new("gitlab-token", "glpat-your_token_goes_here"),
        new("npm-token", Bent(Checked("npm_"))), new("npm-token", "npm_config_registry_of_the_whole_installation"),
        new("pypi-token", "pypi-" + Random(Url, 120)), new("pypi-token", "pypi-AgEIcHlwaS5vcmc" + Random(Url, 20)),
        new("nuget-key", "oy2" + Random("abcdefghijklmnopqrstuvwxyz234567", 42)), new("nuget-key", "oy2" + Random(Alphanumeric, 43)),
        new("docker-token", "dckr_pat_" + Random(Url, 20)), new("docker-token", "dckr_pat_<your token goes in here>"),
        new("steward-token", Bent(OwnToken())), new("steward-token", "stw_" + Random(Alphanumeric, 48)),
    ];

    private static IEnumerable<TrueCase> Clouds() =>
    [
        new("aws-access-key-id", "id: ", "AKIA" + "IQ" + Random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 14)),
        new("aws-secret-access-key", "aws_secret_access_key = ", Random(Base64, 40)),
        new("aws-secret-access-key", "AKIA" + "IQ" + Random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 14) + "\",\n  secret: \"", Random(Base64, 40), "\""),
        new("aws-secret-access-key", "AKIA" + "IQ" + Random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 14) + "\n", Random(Base64, 40)),
        new("aws-secret-access-key", "AKIA" + "IQ" + Random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 14) + "\n", Random(Base64, 40), ""),
        new("azure-storage-key", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=", Random(Base64, 86) + "==", ";EndpointSuffix=x"),
        new("azure-storage-key", "key: ", Random(Base64, 76) + "+A" + "St" + Random(Base64, 6) + "=="),
        new("azure-cosmos-key", "key: ", Random(Base64, 76) + "AC" + "Db" + Random(Base64, 6) + "=="),
        new("azure-cosmos-key", "AccountEndpoint=https://a.documents.azure.com:443/;AccountKey=", Random(Base64, 86) + "==", ";"),
        new("azure-sas", "https://a.blob.core.windows.net/c?sv=2023-11-03&sr=c&se=2030-01-01&sp=rwl&sig=", Random(Alphanumeric, 43) + "%3D", "\""),
        new("azure-sas", "https://a.blob.core.windows.net/c?sp=r&sig=", Random(Alphanumeric, 43) + "%3D", "&sr=c&sv=2023-11-03"),
        new("azure-shared-access-key", "Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=", Random(Base64, 43) + "=", ";EntityPath=x"),
        new("azure-client-secret", "secret: ", Random(Alphanumeric, 3) + "8Q" + "~" + Random(Alphanumeric, 34)),
        new("azure-devops-token", "pat: ", Annotated("AZDO")),
        new("azure-service-key", "key: ", Annotated("ACOG")),
        new("google-api-key", "key=", "AI" + "za" + Random(Url, 35)),
        new("google-oauth-secret", "\"client_secret\":\"", "GOC" + "SPX-" + Random(Url, 28), "\""),
        new("google-service-account", "{\"private_key\": \"", Begin("PRIVATE KEY"), "\\n" + Random(Base64, 64) + "\\n"),
        new("digitalocean-token", "do: ", "dop" + "_v1_" + Random(Hex, 64)),
        new("vault-token", "VAULT_TOKEN=", "hv" + "s." + Random(Url, 90)),
        new("terraform-token", "token = \"", Random(Alphanumeric, 14) + ".atlas" + "v1." + Random(Alphanumeric, 67), "\""),
        new("databricks-token", "t: ", "dap" + "i" + Random(Hex, 32)),
    ];

    private static IEnumerable<NearMiss> NearClouds() =>
    [
        new("aws-access-key-id", "AKIAIOSFODNN7EXAMPLE"), new("aws-access-key-id", "AKIA" + Random(Hex, 16)), new("aws-access-key-id", "AKIA7" + new string('7', 15)),
        new("aws-secret-access-key", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), new("aws-secret-access-key", "aws_secret_access_key = " + Random(Hex, 40)),
        new("azure-storage-key", "AccountName=devstoreaccount1;Account" + "Key=Eby8vdM02xNOc" + "qFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"),
        new("azure-storage-key", "AccountKey=" + Random(Base64, 85) + "="), new("azure-storage-key", "AccountKey=${KEY};"), new("azure-storage-key", Random(Base64, 70) + "+ASt" + Random(Base64, 6) + "=="),
        new("azure-cosmos-key", "AccountEndpoint=https://localhost:8081/;Account" + "Key=C2y6yDjf5/R" + "+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=="),
        new("azure-cosmos-key", Random(Base64, 70) + "ACDb" + Random(Base64, 6) + "=="),
        new("azure-sas", "?sv=2023-11-03&sig=REDACTED"), new("azure-sas", "sig=" + Random(Alphanumeric, 43) + "%3D and nothing else"),
        new("azure-shared-access-key", "SharedAccessKey=" + Random(Base64, 40) + "="), new("azure-shared-access-key", "SharedAccessKey={key}"),
        new("azure-client-secret", Random(Alphanumeric, 3) + "8Q~" + Random(Alphanumeric, 30)), new("azure-client-secret", Random(Alphanumeric, 3) + "8Q~" + new string('.', 34)),
        new("azure-devops-token", Annotated("AZDX")), new("azure-devops-token", Random(Alphanumeric, 84)),
        new("azure-service-key", Annotated("ACOG")[1..]), new("azure-service-key", Random(Alphanumeric, 51) + "JQQJ99" + new string('x', 26)),
        new("google-api-key", "AIza" + Random(Url, 34)), new("google-api-key", "AIza" + new string('S', 35)),
        new("google-oauth-secret", "GOCSPX-" + Random(Url, 27)), new("google-oauth-secret", "GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
        new("google-service-account", "\"private_key\": \"" + Begin("PRIVATE KEY") + "\\n...\\n\""), new("google-service-account", "\"private_key\": \"" + Begin("PUBLIC KEY") + "\\n" + Random(Base64, 64)),
        new("digitalocean-token", "dop_v1_" + Random(Hex, 63)), new("digitalocean-token", "dop_v1_" + new string('0', 64)),
        new("vault-token", "hvs.property.that.is.quite.long.and.no.token"), new("vault-token", "hvs." + Random(Url, 20)),
        new("terraform-token", Random(Alphanumeric, 10) + ".atlasv1." + Random(Alphanumeric, 67)), new("terraform-token", Random(Alphanumeric, 14) + ".atlasv1." + new string('x', 67)),
        new("databricks-token", "dapi" + Random(Hex, 31)), new("databricks-token", "dapi" + new string('0', 32)),
    ];

    private static IEnumerable<TrueCase> Services() =>
    [
        new("slack-token", "SLACK=", "xo" + "xb-" + Random(Digits, 12) + "-" + Random(Digits, 13) + "-" + Random(Alphanumeric, 24)),
        new("slack-app-token", "SLACK=", "xa" + "pp-1-A" + Random(Upper, 10) + "-" + Random(Digits, 13) + "-" + Random(Hex, 64)),
        new("slack-webhook", "https://hooks.slack.com/services/T" + Random(Upper, 8) + "/B" + Random(Upper, 10) + "/", Random(Alphanumeric, 24)),
        new("stripe-key", "stripe: ", "sk" + "_live_" + Random(Alphanumeric, 24)),
        new("stripe-key", "stripe: ", "rk" + "_live_" + Random(Alphanumeric, 99)),
        new("shopify-token", "t=", "shp" + "at_" + Random(Hex, 32)),
        new("twilio-key", "TWILIO_AUTH_TOKEN=", Random(Hex, 32)),
        new("sendgrid-key", "k=", "SG" + "." + Random(Url, 22) + "." + Random(Url, 43)),
        new("mailgun-key", "MAILGUN_API_KEY=", "key" + "-" + Random(Hex, 32)),
        new("telegram-token", "bot: ", Random(Digits, 10) + ":A" + "A" + Random(Url, 33)),
        new("discord-token", "\"token\": \"", InBase64("198622483471925248") + "." + Random(Alphanumeric, 6) + "." + Random(Url, 38), "\""),
        new("discord-webhook", "https://discord.com/api/webhooks/" + Random(Digits, 18) + "/", Random(Url, 68)),
        new("openai-key", "k=", "sk" + "-proj-" + Random(Url, 74) + "T3Blb" + "kFJ" + Random(Url, 74)),
        new("anthropic-key", "k=", "sk" + "-ant-api03-" + Random(Url, 93) + "AA"),
        new("huggingface-token", "k=", "h" + "f_" + Random(Upper + "abcdefghijklmnopqrstuvwxyz", 34)),
    ];

    private static IEnumerable<NearMiss> NearServices() =>
    [
        new("slack-token", "xoxb-your-token-here"), new("slack-token", "xoxb-123456789012-123456789012-" + new string('x', 24)),
        new("slack-app-token", "xapp-1-A012345678-1234567890123-" + Random(Hex, 63)), new("slack-app-token", "xapp-1-token"),
        new("slack-webhook", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"), new("slack-webhook", "https://hooks.slack.com/services/"),
        new("stripe-key", "sk_test_" + Random(Alphanumeric, 24)), new("stripe-key", "sk_live_" + Random(Alphanumeric, 20)),
        new("shopify-token", "shpat_" + Random(Hex, 31)), new("shopify-token", "shpat_" + new string('a', 32)),
        new("twilio-key", "twilio " + Random(Hex, 32)), new("twilio-key", "TWILIO_AUTH_TOKEN=" + Random(Hex, 31)),
        new("sendgrid-key", "SG." + Random(Url, 22) + "." + Random(Url, 42)), new("sendgrid-key", "MSG.Value.ToString"),
        new("mailgun-key", "cache key-" + Random(Hex, 32)), new("mailgun-key", "MAILGUN_API_KEY=key-" + new string('x', 32)),
        new("telegram-token", Random(Digits, 10) + ":AA" + Random(Url, 32)), new("telegram-token", "12:AA" + Random(Url, 33)),
        new("discord-token", "token: " + InBase64("no user's number!!") + "." + Random(Alphanumeric, 6) + "." + Random(Url, 38)), new("discord-token", InBase64("198622483471925248") + "." + Random(Alphanumeric, 6)),
        new("discord-webhook", "https://discord.com/api/webhooks/" + Random(Digits, 18)), new("discord-webhook", "https://discord.com/api/users/" + Random(Digits, 18) + "/" + Random(Url, 68)),
        new("openai-key", "sk-proj-" + Random(Url, 74)), new("openai-key", "T3BlbkFJ" + Random(Url, 74)),
        new("anthropic-key", "sk-ant-api03-" + Random(Url, 40)), new("anthropic-key", "sk-ant-api03-" + new string('x', 95)),
        new("huggingface-token", "hf_" + Random(Upper, 33)), new("huggingface-token", "hf_" + new string('a', 34)),
    ];

    private static IEnumerable<TrueCase> Others() =>
    [
        new("private-key", "", Begin("RSA PRIVATE KEY"), Pem("RSA PRIVATE KEY")[Begin("RSA PRIVATE KEY").Length..]),
        new("private-key", "", Begin("PRIVATE KEY"), Pem("PRIVATE KEY", "\r\n")[Begin("PRIVATE KEY").Length..]),
        new("private-key", "key = \"", Begin("EC PRIVATE KEY"), Pem("EC PRIVATE KEY", "\\n")[Begin("EC PRIVATE KEY").Length..]),
        new("private-key", "", Begin("OPENSSH PRIVATE KEY"), "\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"),
        new("private-key", "", Begin("PGP PRIVATE KEY BLOCK"), "\nVersion: GnuPG v2\n\n" + Random(Base64, 64)),
        new("private-key", "", Begin("ENCRYPTED PRIVATE KEY"), Pem("ENCRYPTED PRIVATE KEY")[Begin("ENCRYPTED PRIVATE KEY").Length..]),
        new("putty-private-key", "", "PuTTY-User-" + "Key-File-3: ssh-ed25519", "\nEncryption: none\nComment: a\n"),
        new("jwt", "Bearer ", InBase64("{\"alg\":\"HS256\"}") + "." + InBase64("{\"sub\":\"1234567\"}") + "." + Random(Url, 43)),
        new("url-password", "postgres://app:", Random(Alphanumeric, 14), "@db.internal.net:5432/app"),
        new("connection-string-password", "Server=db;User Id=sa;Password=", Random(Alphanumeric, 12), ";"),
        new("assigned-secret", "var clientSecret = \"", Random(Alphanumeric, 32), "\";"),
        new("assigned-secret", "DB_PASSWORD=", Random(Alphanumeric, 24)),
    ];

    private static IEnumerable<NearMiss> NearOthers() =>
    [
        new("private-key", Pem("PUBLIC KEY")), new("private-key", Pem("CERTIFICATE")), new("private-key", Begin("PRIVATE KEY") + "\n...\n"), new("private-key", "text.Contains(\"" + Begin("RSA PRIVATE KEY") + "\")"),
        new("putty-private-key", "PuTTY-User-Key-File-3: ssh-ed25519"), new("putty-private-key", "a PuTTY-User-Key-File is a file"),
        new("jwt", InBase64("{\"alg\":\"HS256\"}") + "." + InBase64("{\"sub\":\"1234567\"}")), new("jwt", InBase64("{\"alg\":\"none\"}") + "." + InBase64("{\"sub\":\"1234567\"}") + "."),
        new("url-password", "https://user:${PASSWORD}@host.net/"), new("url-password", "https://user@host.net/a:b@c"), new("url-password", "postgres://postgres:postgres@db/app"), new("url-password", "https://user:" + Random(Alphanumeric, 14) + "@example.com"),
        new("connection-string-password", "Server=db;User Id=sa;Password={password};"), new("connection-string-password", "password=" + Random(Alphanumeric, 12)),
        new("assigned-secret", "var token = \"cancellation-of-the-token\";"), new("assigned-secret", "secret = \"aaaaaaaaaaaaaaaaaaaaaaa1\""), new("assigned-secret", "token = GetTheTokenOfTheUser(42)"),
        new("assigned-secret", "var secretsUserId = '4633458b-17de-408a-b874-0445c86b69e6'"), new("assigned-secret", "secret = \"made-by-github-0123\""),
    ];
}
